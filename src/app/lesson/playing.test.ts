import { expect, test } from 'vitest';
import { curveAfter, rateOf, stepAfter } from './playing';

test('a recording is played at its own pace, or faster so that a class need not wait', () => {
  expect(
    rateOf([
      [1, 2],
      [2, 4],
    ]),
  ).toBe(1);
  expect(
    rateOf([
      [1, 3],
      [100, 280],
    ]),
  ).toBe(14);
  expect(rateOf([])).toBe(1);
});

test('the curve is shown as far as it was known then', () => {
  const pace: [number, number][] = [
    [1, 3],
    [2, 5],
    [4, 9],
  ];
  expect([0, 3, 8.9, 9, Number.POSITIVE_INFINITY].map((at) => stepAfter(pace, at))).toEqual([0, 1, 2, 4, 4]);
  expect(
    curveAfter(
      [
        [0, null, 90],
        [1, 4, null],
        [3, 3, null],
      ],
      1,
    ),
  ).toEqual([
    [0, null, 90],
    [1, 4, null],
  ]);
});
