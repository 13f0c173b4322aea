import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { onAll, run } from './command-line.ts';
import { test } from './flow.ts';
import { excerpt, hashOfBase } from './page.ts';

const folder = mkdtempSync(join(tmpdir(), 'swantham-commands-'));

/** What runs each command line, by the name that its help says. */
const COMMANDS = {
  read: ['read'],
  personalise: ['personalise'],
  experiment: ['experiment'],
  controls: ['controls'],
  gate: ['gate'],
  lesson: ['lesson'],
  budget: ['budget'],
  reference: ['reference'],
  screenshots: ['screenshots'],
  bench: ['bench'],
  'bench:node': ['bundle', 'run'],
  'bench:bundle': ['bundle', 'bundle'],
  package: ['package'],
} as const;

test('every command line: --help says how it is called, and an unknown option is one line and status 2', () =>
  onAll(Object.entries(COMMANDS), async ([name, [script, ...args]]) => {
    const help = await run(script, [...args, '--help']);
    expect(help.stdout).toMatch(new RegExp(`^Usage: npm run ${name}( |$)`, 'm'));
    expect(help.stdout).toMatch(/^ {2}--help {2,}Print this and stop\.$/m);
    expect(help).toMatchObject({ stderr: '', status: 0 });
    const bad = await run(script, [...args, '--frobnicate']);
    const stderr = `Unknown option '--frobnicate'. See npm run ${name} -- --help\n`;
    expect(bad).toEqual({ stdout: '', stderr, status: 2 });
  }));

test('bad input is one line and status 2', () => {
  const short = join(folder, 'short.txt');
  writeFileSync(short, 'Too short.');
  const nowhere = join(folder, 'nowhere.txt');
  const rows: [script: string, args: string[], line: RegExp][] = [
    [
      'bench',
      ['--part', 'abacus'],
      /^--part must be peers, processor, school, sizes, pad, job, start or vitals, not "abacus"\.$/,
    ],
    ['bench', ['--steps', '0'], /^--steps must be a whole number from 1, not "0"\.$/],
    ['reference', ['--engine', 'abacus'], /^--engine must be webgpu or cpu, not "abacus"\.$/],
    ['bundle', ['run', '--tokens', 'many'], /^--tokens must be a whole number from 1, not "many"\.$/],
    ['gate', [], /^Name a folder/],
    ['gate', [nowhere], /cannot be read/],
    ['gate', [folder], /too few texts/],
    ['read', [], /^Give a file/],
    ['read', [nowhere], /cannot be read/],
    ['personalise', [], /^Give a text/],
    ['personalise', ['--text', nowhere], /cannot be read/],
    ['personalise', ['--text', short, '--method', 'magic'], /norm, lora or full/],
    ['personalise', ['--text', short, '--method', 'lora', '--rank', '5'], /4, 8, 12, or 16/],
    ['personalise', ['--text', short, '--rank', '8'], /need --method lora/],
    ['personalise', ['--text', short, '--steps', 'many'], /whole number/],
    ['personalise', ['--text', short, '--method', 'full', '--controls'], /need.* --method norm/],
    ['personalise', ['--text', short], /more words/],
    ['experiment', [], /^Give one experiment: 10, 28/],
    ['experiment', ['11'], /^Give one experiment/],
    ['experiment', ['37', '--engine', 'abacus'], /webgpu, cpu or auto/],
    ['experiment', ['37', '--steps', '0'], /whole number/],
    ['experiment', ['37', '--json', join(folder, 'nowhere', 'x.json')], /cannot be written/],
    ['experiment', ['37', '--text', nowhere], /cannot be read/],
    ['experiment', ['37', '--text', short], /more words/],
    ['experiment', ['37', '--held', short], /--text/],
    ['experiment', ['writing', '--sampling', 'temperature=warm'], /not "temperature=warm"/],
    ['experiment', ['writing', '--sampling', 'temperature=0.4,magic=1'], /not "magic=1"/],
  ];
  return onAll(rows, async ([script, args, line]) => {
    const { status, stderr, stdout } = await run(script, args);
    expect(stderr.trim().split('\n').at(-1)).toMatch(line);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });
});

test('personalise: one step, its record and its adapter', async () => {
  const json = join(folder, 'run.json');
  const adapter = join(folder, 'adapter');
  const text = 'src/text/samples/diary.txt';
  const asked = ['--steps', '1', '--controls', '--json', json, '--adapter', adapter];
  const { status, stderr } = await run('personalise', ['--text', text, ...asked]);
  expect(stderr).toContain('step 1 of 1');
  expect(status).toBe(0);
  const record = JSON.parse(readFileSync(json, 'utf8'));
  expect(record).toMatchObject({ method: 'norm', engine: 'cpu', steps: 1, seed: 0, base: hashOfBase() });
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

test('personalise: a few steps of LoRA lower the loss, and the adapter is a folder for PEFT', async () => {
  const json = join(folder, 'lora.json');
  const adapter = join(folder, 'lora');
  const [text, held] = [join(folder, 'text.txt'), join(folder, 'held.txt')];
  const diary = excerpt('diary.txt', 7000);
  writeFileSync(text, diary.slice(0, -2000));
  writeFileSync(held, diary.slice(-2000));
  const texts = ['--text', text, '--held', held, '--general', 'src/text/general/prose.txt'];
  const asked = '--method lora --rank 4 --targets attention --steps 4 --lr 0.001'.split(' ');
  const written = ['--json', json, '--adapter', adapter];
  const { status, stderr } = await run('personalise', [...texts, ...asked, ...written]);
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

test('reference: an engine passes a tiny set, another file is refused', async () => {
  // Each engine with each set is a unit test, and the flow in Firefox does it with WebGPU: this is the command.
  const { status, stdout } = await run('reference', [
    '--engine',
    'cpu',
    'src/model/fixtures/tiny-lora.safetensors',
  ]);
  expect(stdout).toContain('ok');
  expect(stdout).not.toContain('FAIL');
  expect(status).toBe(0);
  const other = await run('reference', ['models/fractalmoe-30m/model.safetensors']);
  expect(other.status).toBe(2);
});
