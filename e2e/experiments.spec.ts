import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const folder = mkdtempSync(join(tmpdir(), 'swantham-experiments-'));

/** Runs the command, and ends it as Ctrl-C would as soon as it has said `until`. */
function run(args: string[], until?: string): Promise<{ status: number | null; out: string; told: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'e2e/commands/experiment.ts', ...args]);
  let [out, told] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    told += data;
    if (until && told.includes(until)) child.kill('SIGINT');
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out, told })));
}

test('bad input is one line and status 2', async () => {
  const short = join(folder, 'short.txt');
  writeFileSync(short, 'Too short.');
  for (const [args, line] of [
    [[], /Give one experiment: 10, 28/],
    [['11'], /Give one experiment/],
    [['37', '--engine', 'abacus'], /webgpu, cpu or auto/],
    [['37', '--steps', '0'], /whole number/],
    [['37', '--json', join(folder, 'nowhere', 'x.json')], /cannot be written/],
    [['37', '--text', join(folder, 'nowhere.txt')], /cannot be read/],
    [['37', '--text', short], /more words/],
    [['37', '--held', short], /--text/],
    [['writing', '--sampling', 'temperature=warm'], /not "temperature=warm"/],
    [['writing', '--sampling', 'temperature=0.4,magic=1'], /not "magic=1"/],
  ] as [string[], RegExp][]) {
    const { status, told } = await run(args);
    expect(told.trim().split('\n').at(-1)).toMatch(line);
    expect(status).toBe(2);
  }
});

test('a run that is cut off goes on where it was, and is written down', async () => {
  const json = join(folder, 'experiment.json');
  const part = `${json}.part`;
  const command = ['37', '--quick', '--steps', '2', '--engine', 'cpu', '--json', json];
  const cut = await run(command, '1 of 3 done');
  expect(cut.told).toContain('the same command goes on');
  expect(cut.status).not.toBe(0);
  expect(existsSync(json)).toBe(false);
  const [first] = Object.values(JSON.parse(readFileSync(part, 'utf8')).results) as {
    fall: Record<string, number>;
  }[];

  const { status, told, out } = await run(command);
  expect(told).toContain('going on after 1 that were done before');
  expect(told).not.toContain('0 of 3 done');
  expect(out).toContain('PASSED');
  expect(status).toBe(0);
  expect(existsSync(part)).toBe(false);
  const record = JSON.parse(readFileSync(json, 'utf8'));
  expect(record).toMatchObject({
    experiment: '37',
    form: 'quick',
    steps: 2,
    engine: 'cpu',
    seeds: [0],
    general: 768,
    authors: [{ id: 'diary', held: 1024 }, { id: 'malayalam' }, { id: 'programmer' }],
    machine: { device: expect.stringContaining('processor'), cores: expect.any(Number) },
  });
  expect(record.base).toMatch(/^[0-9a-f]{64}$/);
  expect(record.table).toHaveLength(3);
  expect(record.charts[0].bars[0]).toMatchObject(first.fall);
  for (const row of record.table) expect(row).toMatchObject({ method: 'norm', steps: 2, bytes: 9216 });
});
