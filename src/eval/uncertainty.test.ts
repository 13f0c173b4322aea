import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { fallInterval, perplexityInterval } from './uncertainty';

const nlls = (size: { minLength: number; maxLength: number }) =>
  fc.array(fc.float({ min: 0, max: 20, noNaN: true }), size).map((values) => Float32Array.from(values));
const enough = nlls({ minLength: 256, maxLength: 600 });

/** Normal noise (Box and Muller 1958), the same for the same seed. */
function noise(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () =>
    Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random));
}

/** The share of 400 texts of `length` tokens whose interval has `truth` in it. */
function coverage(length: number, truth: number, draw: (normal: () => number) => Float32Array): number {
  let covered = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const after = draw(noise(seed));
    const { low, high } = fallInterval(new Float32Array(length), after);
    if (low! <= truth && truth <= high!) covered++;
  }
  return covered / 400;
}

describe('intervals', () => {
  test('hold the value, which is that of the plain formula', () => {
    fc.assert(
      fc.property(enough, (values) => {
        const mean = values.reduce((sum, nll) => sum + nll, 0) / values.length;
        const { value, low, high } = perplexityInterval(values);
        expect(Math.log(value)).toBeCloseTo(mean, 5);
        expect(low).toBeLessThanOrEqual(value * (1 + 1e-9));
        expect(high).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      }),
      { numRuns: 30 },
    );
  });

  test('are nothing but ×1 between equal models, and nothing but the factor where all tokens gain alike', () => {
    fc.assert(
      fc.property(enough, fc.integer({ min: -64, max: 64 }), (values, quarter) => {
        expect(fallInterval(values, values)).toEqual({ value: 1, low: 1, high: 1 });
        const zero = new Float32Array(values.length);
        const shifted = zero.map(() => quarter / 64);
        const { value, low, high } = fallInterval(shifted, zero);
        expect(value).toBeCloseTo(Math.exp(quarter / 64), 9);
        expect(low).toBeCloseTo(value, 9);
        expect(high).toBeCloseTo(value, 9);
      }),
      { numRuns: 30 },
    );
  });

  test('turn over when the models change places', () => {
    const normal = noise(1);
    const values = Float32Array.from({ length: 2000 }, () => 3 + normal());
    const others = values.map((nll) => nll - 0.1 + 0.3 * normal());
    const there = fallInterval(values, others);
    const back = fallInterval(others, values);
    expect(back.value).toBeCloseTo(1 / there.value, 9);
    expect(back.low).toBeCloseTo(1 / there.high!, 9);
    expect(back.high).toBeCloseTo(1 / there.low!, 9);
    // What is hard for both cancels out.
    expect(there.high! - there.low!).toBeLessThan(
      0.1 * (perplexityInterval(values).high! - perplexityInterval(values).low!),
    );
  });

  test('are the same for the same numbers', () => {
    const normal = noise(2);
    const values = Float32Array.from({ length: 500 }, () => 3 + normal());
    expect(perplexityInterval(values)).toEqual(perplexityInterval(values.slice()));
  });

  test('hold the truth for about 95 of 100 texts of independent tokens', () => {
    const covered = coverage(2000, Math.exp(0.1), (normal) =>
      Float32Array.from({ length: 2000 }, () => -0.1 + 0.5 * normal()),
    );
    expect(covered).toBeGreaterThan(0.91);
    expect(covered).toBeLessThan(0.98);
  });

  test('hold it nearly as often where neighbours are alike, and where the text is short', () => {
    // Autoregressive, correlation 0.6 between neighbours.
    const alike = coverage(2000, 1, (normal) => {
      let last = 0;
      return Float32Array.from({ length: 2000 }, () => (last = 0.6 * last + 0.5 * normal()));
    });
    expect(alike).toBeGreaterThan(0.88);
    const short = coverage(256, 1, (normal) => Float32Array.from({ length: 256 }, () => 0.5 * normal()));
    expect(short).toBeGreaterThan(0.85);
  });

  test('have no ends where too little was measured, or where a number is not finite', () => {
    const ones = (length: number) => new Float32Array(length).fill(1);
    expect(perplexityInterval(ones(255))).toEqual({ value: Math.E });
    expect(perplexityInterval(ones(256)).low).toBeDefined();
    const broken = ones(256);
    broken[9] = Number.NaN;
    expect(fallInterval(ones(256), broken)).toEqual({ value: Number.NaN });
    broken[9] = Number.POSITIVE_INFINITY;
    expect(fallInterval(ones(256), broken)).toEqual({ value: 0 });
  });

  test('are of one text by two models', () => {
    expect(() => fallInterval(new Float32Array(300), new Float32Array(301))).toThrow('the same tokens');
  });
});
