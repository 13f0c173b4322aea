import { describe, expect, test } from 'vitest';
import { attribute, compareCaches, isPersonal } from './attribution';

/** Negative log-likelihoods of 512 tokens, some easy and some hard, each `less` than by the base. */
const nll = (less: number) => Float32Array.from({ length: 512 }, (_, i) => 3 + (i % 7) / 4 - less);
const BASE = nll(0);

describe('attribute', () => {
  test('takes the best of the others, and what is left', () => {
    const others = [
      { id: 'far', nll: nll(-0.25) },
      { id: 'near', nll: nll(0.125) },
    ];
    const found = attribute({ base: BASE, own: nll(0.25), random: nll(-0.5), others });
    expect(found.random.value).toBeCloseTo(Math.exp(-0.5), 6);
    expect(found.other?.id).toBe('near');
    expect(found.other?.value).toBeCloseTo(Math.exp(0.125), 6);
    expect(found.rest.value).toBeCloseTo(Math.exp(0.125), 6);
    expect(isPersonal(found)).toBe(true);
  });

  test('counts random tokens among the others, and the base', () => {
    const random = attribute({ base: BASE, own: nll(0.25), random: nll(0.25), others: [] });
    expect(random.rest.value).toBeCloseTo(1, 9);
    expect(random.other).toBeUndefined();
    expect(isPersonal(random)).toBe(false);
    const none = attribute({
      base: BASE,
      own: nll(0.25),
      random: nll(-1),
      others: [{ id: 'far', nll: nll(-1) }],
    });
    expect(none.rest.value).toBeCloseTo(Math.exp(0.25), 6);
  });

  test('is not personal where chance may have done it', () => {
    // Half of the text gains what the other half loses, but for a little.
    const own = BASE.map((value, i) => value - (i < 256 ? 0.5 : -0.45));
    const found = attribute({ base: BASE, own, random: nll(-1), others: [] });
    expect(found.rest.value).toBeGreaterThan(1);
    expect(isPersonal(found)).toBe(false);
  });
});

test('what two models remember is compared from one to the other', () => {
  const { other, rest } = compareCaches({ base: BASE, own: nll(0.25), other: nll(0.125) });
  expect(other.value).toBeCloseTo(Math.exp(0.125), 6);
  expect(rest.value).toBeCloseTo(Math.exp(0.125), 6);
});
