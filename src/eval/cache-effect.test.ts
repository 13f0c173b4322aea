import { expect, test } from 'vitest';
import { cacheEffect, isByEarlierRule, withoutCache } from './cache-effect';

const nll = (value: number) => new Float32Array(1000).fill(value);
const before = { personal: { tokenNll: nll(4) }, general: { tokenNll: nll(3) } };
const after = {
  personal: { tokenNll: nll(3.5), withLess: { alone: nll(3.8), ownText: nll(3.7) } },
  general: { tokenNll: nll(2.9), withLess: { alone: nll(3.1), ownText: nll(2.95) } },
};

test('says what would be with less of a neural cache, and how sure that is', () => {
  const { tokens, alone, ownText } = cacheEffect(3000, before, after);
  expect(tokens).toBe(3000);
  expect(alone.personal).toBeCloseTo(Math.exp(3.8), 3);
  expect(alone.uncertainty.personal.value).toBeCloseTo(Math.exp(0.2), 5);
  expect(alone.uncertainty.general.low).toBeCloseTo(Math.exp(0.1) - 1, 5);
  expect(ownText.general).toBeCloseTo(Math.exp(2.95), 3);
  expect(ownText.uncertainty.personal.high).toBeCloseTo(Math.exp(0.3), 5);
});

test('a run whose neural cache stays behind is what its adapter is alone', () => {
  const cache = cacheEffect(3000, before, after);
  const run = { personal: { before: 55, after: 33 }, general: { before: 20, after: 18 }, name: 'Anu' };
  expect(withoutCache({ ...run, cache })).toEqual({
    name: 'Anu',
    personal: { before: 55, after: cache.alone.personal },
    general: { before: 20, after: cache.alone.general },
    uncertainty: cache.alone.uncertainty,
  });
  expect(withoutCache(run)).toEqual(run);
});

test('says by which rule it was measured, which earlier runs do not', () => {
  const cache = cacheEffect(3000, before, after);
  const { rule: _, ...earlier } = cache;
  expect(isByEarlierRule({ cache })).toBe(false);
  expect(isByEarlierRule({ cache: earlier })).toBe(true);
  expect(isByEarlierRule({})).toBe(false);
});
