import { expect, test } from 'vitest';
import { levelOf, meanOneIn, oneIn } from './levels';

test('the levels are those that the legend names', () => {
  expect([1, 0.5, 0.49, 0.1, 0.05, 0.01, 0.005, 0.001, 0.0009, 0].map(levelOf)).toEqual([
    ...[0, 0, 1, 1, 2, 2, 3, 3, 4, 4],
  ]);
});

test('chances as one in so many', () => {
  expect([1, 0.5, 1 / 3, 0.012].map(oneIn)).toEqual([1, 2, 3, 83]);
  expect(oneIn(0.000_123)).toBe(8100);
  expect(meanOneIn([1 / 2, 1 / 8])).toBeCloseTo(4);
});
