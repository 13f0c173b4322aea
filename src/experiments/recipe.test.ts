import { expect, test } from 'vitest';
import { openBench, repetitive, runShown, setupOf, shownOf } from './experiment.fixtures';
import { type Brought, recipe } from './recipe';

const [a, b] = [repetitive('a', 1, 50, 400), repetitive('b', 60, 50, 400)];

test('measures each recipe with each memory, on a small model', async () => {
  const runner = await openBench();
  const finding = await runShown(recipe, setupOf([a, b], 2), runner).finally(() => runner.release());
  const { head, rows } = finding.table;
  const [training, memory, fall] = ['training', 'remembers', 'fall'].map((name) => head.indexOf(name));
  // Three recipes with four memories, in the mean and for both texts.
  expect(rows).toHaveLength(36);
  const fallOf = (...wanted: string[]) =>
    rows.find((row) => row[training] === wanted[0] && row[memory] === wanted[1])![fall];
  expect(fallOf('not trained', 'nothing')).toBeCloseTo(1, 5);
  // A text that repeats 50 tokens in one order is easy for a model that remembers it.
  const own = fallOf('not trained', 'this text') as number;
  expect(own).toBeGreaterThan(1.5);
  expect(fallOf('not trained', 'and the author’s own')).toBeGreaterThan(1.1 * own);
  // The other author has other tokens.
  expect(fallOf('not trained', 'and another author’s')).toBeLessThan(1.02 * own);
  expect(finding.passed).toBe(true);
});

const interval = (value: number) => ({ value, low: value, high: value });
const brought = (all: number, rise: number): Brought => ({
  brought: {
    none: { fall: interval(1.1), rise: interval(0.01) },
    ownText: { fall: interval(1.2), rise: interval(0) },
    all: { fall: interval(all), rise: interval(rise) },
  },
  seconds: 9,
  bytes: 9216,
});

test.each([
  ['both hold', 1.4, 0.01, true],
  ['too little is learned', 1.25, 0.01, false],
  ['others lose too much', 1.4, 0.03, false],
])('the criterion: %s', (_, fall, rise, passed) => {
  const setup = setupOf([a, b], 2);
  const results = new Map(recipe.cells(setup).map(({ id }) => [id, brought(fall, rise)]));
  expect(shownOf(recipe, setup, results).passed).toBe(passed);
  results.delete('lora/b');
  expect(shownOf(recipe, setup, results)).toMatchObject({
    passed: undefined,
    sentence: expect.stringContaining('On one text'),
  });
});

test('leaves full fine-tuning to the full form', () => {
  const setup = setupOf([a], 2);
  expect(recipe.cells(setup).map(({ id }) => id)).toEqual(['base/a', 'norm/a', 'lora/a']);
  expect(recipe.cells({ ...setup, form: 'full' })).toHaveLength(5);
});
