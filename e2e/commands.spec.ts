import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const run = (script: string, ...args: string[]) =>
  spawnSync('npx', ['tsx', `e2e/commands/${script}.ts`, ...args], { encoding: 'utf8' });

const BASE_SHA256 = createHash('sha256')
  .update(readFileSync('models/fractalmoe-30m/model.safetensors'))
  .digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'swantham-commands-'));

/** What runs each command line, by the name that its help says. */
const COMMANDS = {
  personalise: ['personalise'],
  experiment: ['experiment'],
  controls: ['controls'],
  reference: ['reference'],
  screenshots: ['screenshots'],
  bench: ['bench'],
  'bench:node': ['bundle', 'run'],
  'bench:bundle': ['bundle', 'bundle'],
  package: ['package'],
} as const;

for (const [name, [script, ...args]] of Object.entries(COMMANDS))
  test(`${name}: --help says how it is called, and an unknown option is one line and status 2`, () => {
    const help = run(script, ...args, '--help');
    expect(help.stdout).toMatch(new RegExp(`^Usage: npm run ${name}( |$)`, 'm'));
    expect(help.stdout).toMatch(/^ {2}--help {2,}Print this and stop\.$/m);
    expect(help.stderr).toBe('');
    expect(help.status).toBe(0);
    const bad = run(script, ...args, '--frobnicate');
    expect(bad.stderr).toBe(`Unknown option '--frobnicate'. See npm run ${name} -- --help\n`);
    expect(bad.stdout).toBe('');
    expect(bad.status).toBe(2);
  });

test('bench, reference: a value that is none of the choices, and a number that is none, are one line and status 2', () => {
  for (const [script, args, line] of [
    ['bench', ['--part', 'abacus'], '--part must be peers, processor, sizes, job or start, not "abacus".'],
    ['bench', ['--steps', '0'], '--steps must be a whole number from 1, not "0".'],
    ['reference', ['--engine', 'abacus'], '--engine must be webgpu or cpu, not "abacus".'],
    ['bundle', ['run', '--tokens', 'many'], '--tokens must be a whole number from 1, not "many".'],
  ] as [string, string[], string][]) {
    const { status, stderr } = run(script, ...args);
    expect(stderr).toBe(`${line}\n`);
    expect(status).toBe(2);
  }
});

test('personalise: bad input is one line and status 2', () => {
  const short = join(folder, 'short.txt');
  writeFileSync(short, 'Too short.');
  for (const [args, line] of [
    [[], /^Give a text/],
    [['--text', join(folder, 'nowhere.txt')], /cannot be read/],
    [['--text', short, '--method', 'magic'], /norm, lora or full/],
    [['--text', short, '--method', 'lora', '--rank', '5'], /4, 8, 12, or 16/],
    [['--text', short, '--rank', '8'], /need --method lora/],
    [['--text', short, '--steps', 'many'], /whole number/],
    [['--text', short, '--method', 'full', '--controls'], /need.* --method norm/],
    [['--text', short, '--frobnicate'], /frobnicate/],
    [['--text', short], /more words/],
  ] as [string[], RegExp][]) {
    const { status, stderr, stdout } = run('personalise', ...args);
    expect(stderr.trim().split('\n').at(-1)).toMatch(line);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  }
});

test('personalise: one step, its record and its adapter', () => {
  const json = join(folder, 'run.json');
  const adapter = join(folder, 'adapter');
  const text = ['--text', 'src/text/samples/diary.txt'];
  const { status, stderr } = run(
    'personalise',
    ...text,
    '--steps',
    '1',
    '--controls',
    '--json',
    json,
    '--adapter',
    adapter,
  );
  expect(stderr).toContain('step 1 of 1');
  expect(status).toBe(0);
  const record = JSON.parse(readFileSync(json, 'utf8'));
  expect(record).toMatchObject({ method: 'norm', engine: 'cpu', steps: 1, seed: 0, base: BASE_SHA256 });
  expect(record.curve).toHaveLength(2);
  const { personal, general } = record.uncertainty;
  expect(personal.value).toBeCloseTo(record.personal.before / record.personal.after, 3);
  expect(personal.low).toBeLessThan(personal.value);
  expect(general.high).toBeGreaterThan(record.general.after / record.general.before - 1);
  // Somebody else is not the sample itself, and no single step does what a whole recipe on random tokens does.
  expect(['malayalam', 'programmer']).toContain(record.madeOf.other.id);
  expect(record.madeOf.random.value).toBeLessThan(0.95);
  // Nor does somebody else's text help to predict this one as the author's own does.
  const { other, rest } = record.madeOf.withCaches;
  expect(other.value * rest.value).toBeCloseTo(record.personal.before / record.personal.after, 3);
  expect(rest.low).toBeGreaterThan(1);
  // The trainer and the evaluator are two programs; they agree on the base's loss to 1e-3.
  expect(Math.log(record.curve[0][2])).toBeCloseTo(Math.log(record.personal.before), 3);
  expect(Math.abs(Math.log(record.curve[1][2] / record.memory.alone.personal))).toBeLessThan(1e-3);
  // One step is little; to remember is more, even of a text of which most was never seen.
  expect(record.memory.ownText.personal).toBeLessThan(0.99 * record.memory.alone.personal);
  expect(record.personal.after).toBeLessThan(0.99 * record.memory.ownText.personal);
  expect(readdirSync(adapter).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
});

test('personalise: a few steps of LoRA lower the loss, and the adapter is a folder for PEFT', () => {
  const json = join(folder, 'lora.json');
  const adapter = join(folder, 'lora');
  const [text, held] = [join(folder, 'text.txt'), join(folder, 'held.txt')];
  const diary = readFileSync('src/text/samples/diary.txt', 'utf8');
  writeFileSync(text, diary.slice(0, -3000));
  writeFileSync(held, diary.slice(-3000));
  const texts = ['--text', text, '--held', held, '--general', 'src/text/general/prose.txt'];
  const asked = '--method lora --rank 4 --targets attention --steps 4 --lr 0.001'.split(' ');
  const { status, stderr } = run('personalise', ...texts, ...asked, '--json', json, '--adapter', adapter);
  expect(stderr).toContain('step 4 of 4');
  expect(status).toBe(0);
  const record = JSON.parse(readFileSync(json, 'utf8'));
  expect(record).toMatchObject({ method: 'lora', lora: { rank: 4, targets: 'attention' }, steps: 4 });
  expect(record.personal.after).toBeLessThan(record.personal.before);
  // The trainer's factors, and the evaluator's base with the kept ones multiplied in: the same model, to float16.
  expect(Math.abs(Math.log(record.curve.at(-1)[2] / record.memory.alone.personal))).toBeLessThan(1e-3);
  const { peft_type, r } = JSON.parse(readFileSync(join(adapter, 'adapter_config.json'), 'utf8'));
  expect({ peft_type, r }).toEqual({ peft_type: 'LORA', r: 4 });
  // 65,536 numbers of two bytes, and a header.
  expect(statSync(join(adapter, 'adapter_model.safetensors')).size).toBeGreaterThan(131_072);
  expect(statSync(join(adapter, 'adapter_model.safetensors')).size).toBeLessThan(140_000);
});

test('reference: both engines pass the tiny sets, another file is refused', () => {
  for (const engine of ['webgpu', 'cpu']) {
    const sets = ['tiny-10', 'tiny-lora'].map((name) => `src/model/fixtures/${name}.safetensors`);
    const { status, stdout } = run('reference', '--engine', engine, ...sets);
    expect(stdout).toContain('ok');
    expect(stdout).not.toContain('FAIL');
    expect(status).toBe(0);
  }
  const other = run('reference', 'models/fractalmoe-30m/model.safetensors');
  expect(other.status).toBe(2);
});
