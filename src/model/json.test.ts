import { expect, test } from 'vitest';
import { fromJson, toJson } from './json';

test('gives back what experiments and passphrases keep', () => {
  const result = {
    adapter: { method: 'norm', bytes: Uint8Array.of(0, 1, 254, 255) },
    nll: Float32Array.of(0.1, -2.5, Number.NaN),
    ids: Int32Array.of(1, -1, 2 ** 31 - 1),
    curve: [
      [0, null, 17.25],
      [1, 2.5, null],
    ],
    perplexity: Number.POSITIVE_INFINITY,
    words: 'മലയാളം',
    nothing: {},
    unknown: [[1, undefined], [Number.NaN]],
  };
  expect(fromJson(toJson(result))).toEqual(result);
  // A part of an array does not take the rest along.
  expect(fromJson(toJson(result.ids.subarray(1, 2)))).toEqual(Int32Array.of(-1));
});

test('refuses what it could not give back', () => {
  expect(() => toJson({ weights: new Float64Array(2) })).toThrow(RangeError);
});
