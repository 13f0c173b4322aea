import { expect, test } from 'vitest';
import { bulbSeconds, costOf, energy, LARGE_TRAININGS, phoneShare, timesAsMuch, WATTS } from './cost';

const seconds = { load: 0.5, train: 50, eval: 9.5 };

test('the seconds are those of the run: all together, or the sum of its parts', () => {
  expect(costOf({ engine: 'cpu', seconds: { ...seconds, total: 72 } })?.seconds).toBe(72);
  expect(costOf({ engine: 'cpu', seconds })?.seconds).toBe(60);
});

test('a minute at 15 to 45 W takes 0.25 to 0.75 Wh', () => {
  const { wh, watts, tokens } = costOf({ engine: 'cpu', seconds, read: 51_200 })!;
  expect(watts).toEqual(WATTS.cpu);
  expect(wh).toEqual({ low: 0.25, high: 0.75 });
  expect(tokens).toBe(51_200);
});

test('an hour takes as many Wh as there are watts, on either engine', () => {
  for (const watts of Object.values(WATTS)) {
    expect(energy(3600, watts)).toEqual(watts);
    expect(watts.low).toBeLessThan(watts.high);
  }
});

test('beside everyday things', () => {
  const wh = { low: 0.25, high: 0.75 };
  // 9 W for 100 s are 0.25 Wh.
  expect(bulbSeconds(wh)).toEqual({ low: 100, high: 300 });
  expect(phoneShare(wh)).toEqual({ low: 0.25 / 15, high: 0.05 });
});

test('the less a run took, the more often it fits into a large training', () => {
  const times = timesAsMuch(LARGE_TRAININGS.bloom, { low: 0.25, high: 0.75 });
  expect(times.high).toBe(433e6 / 0.25);
  expect(times.low).toBe(433e6 / 0.75);
  expect(times.low).toBeLessThan(times.high);
});

test('a record without a time costs nothing that could be told', () => {
  expect(costOf({ engine: 'cpu', seconds: { load: 0, train: 0, eval: 0 } })).toBeUndefined();
});
