import { describe, expect, test } from 'vitest';
import { noise } from '../train/engine.fixtures';
import { halfOfGain, type SizeResult, sampleEfficiency, sizesFor } from './28-sample-efficiency';
import { ExperimentError } from './experiment';
import { repetitive, setupOf, shownOf } from './experiment.fixtures';

describe('sizesFor', () => {
  test.each([
    [300, [300]],
    [500, [500]],
    [550, [500]],
    [700, [500, 700]],
    [2900, [500, 1000, 2000, 2900]],
    [3200, [500, 1000, 2000, 3000]],
    [20_000, [500, 1000, 2000, 3000, 6000, 10_000, 20_000]],
  ])('%i tokens', (tokens, sizes) => {
    expect(sizesFor(tokens)).toEqual(sizes);
  });
});

describe('experiment 28', () => {
  const setup = setupOf([repetitive('a', 1, 50, 3000), repetitive('b', 60, 50, 2000)], 2);
  /** Falls of the first author's sizes, of 300 tokens that are not alike. */
  const results = (falls: number[]) =>
    new Map(
      falls.map((value, i): [string, SizeResult] => {
        const nll = noise(1, 300).map((one, t) => 4 + one - Math.log(value) + 0.1 * noise(2 + i, 300)[t]);
        const fall = { value, low: value - 0.01, high: value + 0.01 };
        return [`a:${[500, 1000, 2000, 3000][i]}`, { nll, fall, general: { value: 0.01 } }];
      }),
    );

  test('learns from the text nearest before the held-out part, of the first author alone in the quick form', async () => {
    const learned: Int32Array[] = [];
    const quick = sampleEfficiency.cells(setup);
    expect(quick.map(({ id }) => id)).toEqual(['a:500', 'a:1000', 'a:2000', 'a:3000']);
    const runner = {
      train: (tokens: Int32Array) => {
        learned.push(tokens);
        return Promise.reject(new Error('enough seen'));
      },
      measure: () => Promise.reject(new Error('not trained')),
    };
    for (const cell of quick) await expect(cell.run(runner, new Map())).rejects.toThrow('enough seen');
    const { train } = setup.authors[0];
    for (const tokens of learned) expect(tokens.at(-1)).toBe(train.at(-1));
    expect(learned.map(({ length }) => length)).toEqual([500, 1000, 2000, 3000]);
    expect(sampleEfficiency.cells({ ...setup, form: 'full' })).toHaveLength(7);
  });

  test('asks for more text', () => {
    expect(() => sampleEfficiency.cells(setupOf([repetitive('a', 1, 50, 550)], 2))).toThrow(ExperimentError);
  });

  test.each([
    ['grows', [1.03, 1.09, 1.12, 1.12], true],
    ['is worse within chance', [1.03, 1.09, 1.12, 1.119], true],
    ['is clearly worse with more', [1.03, 1.12, 1.06, 1.12], false],
    ['never falls', [1.0, 1.0, 1.0, 1.0], false],
  ])('a curve that %s', (_, falls, passed) => {
    expect(shownOf(sampleEfficiency, setup, results(falls)).passed).toBe(passed);
  });

  test('has no verdict before the last size, but a chart', () => {
    const finding = shownOf(sampleEfficiency, setup, results([1.03, 1.09]));
    expect(finding.passed).toBeUndefined();
    expect(finding.table.rows).toHaveLength(2);
    for (const row of finding.table.rows) expect(row).toHaveLength(finding.table.head.length);
  });

  test('finds where half of the gain is', () => {
    const points = (falls: number[]) => falls.map((value, i) => ({ size: i, fall: { value } }));
    expect(halfOfGain(points([1.03, 1.09, 1.12]))).toBe(1);
    expect(halfOfGain(points([1.06, 1.09, 1.12]))).toBe(0);
    expect(halfOfGain(points([0.9, 0.99]))).toBeUndefined();
  });
});
