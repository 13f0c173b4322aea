import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { run } from './command-line.ts';
import { test } from './flow.ts';

const folder = mkdtempSync(join(tmpdir(), 'swantham-experiments-'));

test('a run that is cut off goes on where it was, and is written down', async () => {
  const json = join(folder, 'experiment.json');
  const part = `${json}.part`;
  const command = ['37', '--quick', '--steps', '2', '--engine', 'cpu', '--json', json];
  const cut = await run('experiment', command, '1 of 3 done');
  expect(cut.stderr).toContain('the same command goes on');
  expect(cut.status).not.toBe(0);
  expect(existsSync(json)).toBe(false);
  const [first] = Object.values(JSON.parse(readFileSync(part, 'utf8')).results) as {
    fall: Record<string, number>;
  }[];

  const { status, stderr, stdout } = await run('experiment', command);
  expect(stderr).toContain('going on after 1 that were done before');
  expect(stderr).not.toContain('0 of 3 done');
  expect(stdout).toContain('PASSED');
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
