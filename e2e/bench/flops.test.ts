import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../../src/model/config';
import { parameters } from '../../src/model/parameters';
import { productFlops, stepFlops } from './flops';

const TINY = { ...BASE_CONFIG, vocab: 8, width: 4, layers: 1, heads: 1, experts: 4, topK: 2, hidden: 3 };

test('one token of a tiny model, counted by hand', () => {
  // Multiplications forward: q, k, v, o 64; router 16; two experts of three 4 x 3 matrices 72; head 32.
  const matrices = 64 + 16 + 72 + 32;
  // A score and a weighted value of four numbers each; back, twice as many.
  const pairs = 3 * (4 + 4);
  expect(stepFlops(TINY, 'norm', { rows: 1, length: 1 })).toBe(2 * (2 * matrices + pairs));
  expect(stepFlops(TINY, 'full', { rows: 1, length: 1 })).toBe(2 * (3 * matrices + pairs));
});

test('tokens see themselves and those before them in their own window', () => {
  const one = stepFlops(TINY, 'norm', { rows: 1, length: 1 });
  const pair = 2 * 3 * (4 + 4);
  expect(stepFlops(TINY, 'norm', { rows: 3, length: 1 })).toBe(3 * one);
  expect(stepFlops(TINY, 'norm', { rows: 1, length: 3 })).toBe(3 * one + (1 + 2) * pair);
});

test('the base, from its parameters: 40 GFLOP a norm-only step of 512 tokens, 60 with all matrices', () => {
  const used = parameters(BASE_CONFIG)
    .filter(({ kind }) => kind !== 'gain')
    .reduce((sum, { kind, size }) => sum + (kind === 'expert' ? size / 4 : size), 0);
  expect(used).toBe(18_890_752);
  // 4 layers, 2 windows, 6 products over 256 * 257 / 2 pairs of vectors of 512 numbers.
  const attention = 2 * 4 * 2 * 6 * 32_896 * 512;
  const windows = { rows: 2, length: 256 };
  expect(stepFlops(BASE_CONFIG, 'norm', windows)).toBe(2 * 512 * 2 * used + attention);
  expect(stepFlops(BASE_CONFIG, 'full', windows)).toBe(2 * 512 * 3 * used + attention);
  expect(stepFlops(BASE_CONFIG, 'norm', windows) / 1e9).toBeCloseTo(40.3, 1);
  expect(stepFlops(BASE_CONFIG, 'full', windows) / 1e9).toBeCloseTo(59.6, 1);
});

test('a product', () => {
  expect(productFlops(2, 3, 5)).toBe(60);
});
