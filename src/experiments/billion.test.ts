import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../model/config';
import { BILLION, billion, sizeOf, stepOperations } from './billion';
import { ExperimentError } from './experiment';
import { openBench, repetitive, setupOf, shownOf } from './experiment.fixtures';

test('counts the base as its model card does', () => {
  expect(sizeOf(BASE_CONFIG).parameters).toBe(37_769_728);
});

test('is a billion', () => {
  const { parameters, active } = sizeOf(BILLION);
  expect(parameters / 1e9).toBeCloseTo(1, 1);
  expect(active / 1e6).toBeCloseTo(380, -1);
});

// By the program that times engines, which counts each product of a step.
test.each([
  ['the base', BASE_CONFIG, 64, 4.9],
  ['a billion', BILLION, 256, 400],
  ['a billion', BILLION, 512, 800],
])('counts the operations of a norm-only step: %s, %i tokens, %d GFLOP', (_, config, length, counted) => {
  const ratio = stepOperations(config, 'norm', length) / 1e9 / counted;
  expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
});

test('counts half as much again for full fine-tuning, but for attention', () => {
  const ratio = stepOperations(BASE_CONFIG, 'full', 256) / stepOperations(BASE_CONFIG, 'norm', 256);
  expect(ratio).toBeGreaterThan(1.45);
  expect(ratio).toBeLessThan(1.5);
});

test('times the base and multiplies by the arithmetic', async () => {
  const setup = setupOf([repetitive('a', 1, 50, 400)], 1);
  const [cell, ...others] = billion.cells(setup);
  expect(others).toEqual([]);
  const runner = await openBench();
  const result = await cell.run(runner, new Map());
  await runner.release();
  expect(result.seconds).toBeGreaterThan(0);
  const finding = shownOf(billion, setup, new Map([[cell.id, { ...result, seconds: 0.45 }]]));
  expect(finding.passed).toBeUndefined();
  // Twenty times the arithmetic of 0.45 s is 9 s, and thirty of them four and a half minutes.
  const row = finding.table.rows.find(([name]) => name === '30 steps of 256 tokens, norm-only')!;
  expect(row.map(String)).toEqual([
    '30 steps of 256 tokens, norm-only',
    '14 s',
    expect.stringMatching(/^2[67]\d s$/),
  ]);
  for (const cells of finding.table.rows) expect(cells).toHaveLength(finding.table.head.length);
  expect(shownOf(billion, setup, new Map()).charts).toEqual([]);
});

test('needs a window of text', () => {
  expect(() => billion.cells(setupOf([repetitive('a', 1, 50, 200)], 1))).toThrow(ExperimentError);
});
