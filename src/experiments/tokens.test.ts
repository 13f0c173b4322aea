import { describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../model/config';
import { overlaps, randomTokens, shuffled } from './tokens';

test('random tokens are known to the base, begin no text, and are the same for the same seed', () => {
  const tokens = randomTokens(20_000, 1);
  expect(tokens.every((id) => id > 0 && id < BASE_CONFIG.vocab)).toBe(true);
  // All alike likely: their mean is the middle, within four standard errors.
  const mean = tokens.reduce((sum, id) => sum + id, 0) / tokens.length;
  const error = BASE_CONFIG.vocab / Math.sqrt(12 * tokens.length);
  expect(Math.abs(mean - BASE_CONFIG.vocab / 2)).toBeLessThan(4 * error);
  expect(randomTokens(20_000, 1)).toEqual(tokens);
  expect(randomTokens(20_000, 2)).not.toEqual(tokens);
});

test('shuffling keeps the tokens and loses their order', () => {
  const tokens = Int32Array.from({ length: 500 }, (_, i) => i % 100);
  const mixed = shuffled(tokens, 1);
  expect(mixed).not.toEqual(tokens);
  expect(mixed.toSorted()).toEqual(tokens.toSorted());
  expect(shuffled(tokens, 1)).toEqual(mixed);
});

describe('overlaps', () => {
  const text = (from: number, length: number) =>
    Int32Array.from({ length }, (_, i) => ((from + i) * 7919) % 16384);

  test('finds a text in a longer one, wherever its rows begin', () => {
    const other = text(0, 800);
    expect(overlaps(text(-3, 900), other)).toBe(true);
    expect(overlaps(other.subarray(5), other)).toBe(true);
  });

  test('does not mind a quotation, or other text', () => {
    const other = text(0, 800);
    expect(overlaps(text(5000, 900), other)).toBe(false);
    expect(overlaps(Int32Array.from([...text(5000, 900), ...other.subarray(100, 150)]), other)).toBe(false);
    expect(overlaps(new Int32Array(0), other)).toBe(false);
    expect(overlaps(other, new Int32Array(0))).toBe(false);
  });
});
