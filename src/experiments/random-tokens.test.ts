import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../model/config';
import { randomTokens, shuffled } from './random-tokens';

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
