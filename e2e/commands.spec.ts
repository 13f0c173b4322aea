import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const run = (script: string, ...args: string[]) =>
  spawnSync('npx', ['tsx', `e2e/${script}.ts`, ...args], { encoding: 'utf8' });

const BASE_SHA256 = createHash('sha256')
  .update(readFileSync('models/fractalmoe-30m/model.safetensors'))
  .digest('hex');

const folder = mkdtempSync(join(tmpdir(), 'swantham-commands-'));

test('personalise: bad input is one line and status 2', () => {
  const short = join(folder, 'short.txt');
  writeFileSync(short, 'Too short.');
  for (const [args, line] of [
    [[], /^Give a text/],
    [['--text', join(folder, 'nowhere.txt')], /cannot be read/],
    [['--text', short, '--method', 'magic'], /norm or full/],
    [['--text', short, '--steps', 'many'], /whole number/],
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
  // The trainer and the evaluator are two programs; they agree on the base's loss to 1e-3.
  expect(Math.log(record.curve[0][2])).toBeCloseTo(Math.log(record.personal.before), 3);
  expect(Math.abs(Math.log(record.curve[1][2] / record.personal.after))).toBeLessThan(1e-3);
  expect(readdirSync(adapter).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
});

test('reference: both engines pass the tiny set, another file is refused', () => {
  for (const engine of ['webgpu', 'cpu']) {
    const { status, stdout } = run('reference', '--engine', engine, 'src/model/fixtures/tiny-10.safetensors');
    expect(stdout).toContain('ok');
    expect(stdout).not.toContain('FAIL');
    expect(status).toBe(0);
  }
  const other = run('reference', 'models/fractalmoe-30m/model.safetensors');
  expect(other.status).toBe(2);
});
