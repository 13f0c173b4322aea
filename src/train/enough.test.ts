import { expect, test } from 'vitest';
import { isEnough } from './enough';

const enough = (...perplexities: number[]) =>
  isEnough(new Map(perplexities.map((perplexity, i) => [10 * i, perplexity])));

test('is when two probes in a row are no better than the best before them', () => {
  expect(enough(50, 48, 47, 46, 45)).toBe(false);
  expect(enough(50, 48, 47.9, 47.8)).toBe(true);
  expect(enough(50, 48, 49, 50)).toBe(true);
});

test('is not after a single bad moment, nor from too little', () => {
  expect(enough(50, 48, 48.5, 47)).toBe(false);
  expect(enough(50, 48, 47, 47)).toBe(false);
  expect(enough(50, 51)).toBe(false);
  // Nothing was learned that could be enough.
  expect(enough(50, 49.9, 50, 51)).toBe(false);
});

test('goes by the steps, in whatever order they were measured', () => {
  expect(
    isEnough(
      new Map([
        [30, 50],
        [10, 48],
        [20, 49],
        [0, 50],
      ]),
    ),
  ).toBe(true);
});
