import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apart, linearTicks, logTicks, scaleFor } from './scale';

describe('scaleFor', () => {
  test('puts the values in order between the ends, with room', () => {
    const x = scaleFor([10, 20, 30], { kind: 'linear', start: 100, end: 500, ticks: 5 });
    expect(x(20)).toBeCloseTo(300);
    expect(x(10)).toBeGreaterThan(100);
    expect(x(30)).toBeLessThan(500);
  });

  test('gives equal ratios equal distances on a log scale', () => {
    const y = scaleFor([1, 100], { kind: 'log', start: 300, end: 0, ticks: 5 });
    expect(y(1) - y(10)).toBeCloseTo(y(10) - y(100));
    expect(y(100)).toBeLessThan(y(1));
  });

  test('shows what is to be included, and leaves out what cannot be shown', () => {
    expect(
      scaleFor([1.1, 1.2], { kind: 'linear', start: 0, end: 1, ticks: 5, include: 1 })(1),
    ).toBeGreaterThan(0);
    const log = scaleFor([0, Number.NaN, 2, 8], { kind: 'log', start: 0, end: 1, ticks: 5 });
    expect(log.domain[0]).toBeGreaterThan(1.5);
    expect(scaleFor([], { kind: 'linear', start: 0, end: 1, ticks: 5 }).domain).toEqual([0, 1]);
  });

  test('has a span for a single value', () => {
    for (const kind of ['linear', 'log'] as const)
      for (const value of [0, 7]) {
        const place = scaleFor([value], { kind, start: 0, end: 100, ticks: 5 });
        if (kind === 'linear' || value > 0) expect(place(value)).toBeCloseTo(50);
      }
  });
});

describe('ticks', () => {
  test.each([
    [0, 100, 6, [0, 20, 40, 60, 80, 100]],
    [0.98, 1.32, 4, [1, 1.1, 1.2, 1.3]],
    [-0.02, 0.31, 4, [0, 0.1, 0.2, 0.3]],
  ])('from %d to %d, %d at most', (low, high, most, ticks) => {
    expect(linearTicks(low, high, most)).toEqual(ticks);
  });

  test.each([
    [450, 11_000, 6, [500, 1000, 2000, 5000, 10_000]],
    [1, 1e6, 7, [1, 10, 100, 1000, 10_000, 100_000, 1e6]],
    [9.1, 11.9, 4, [10, 11]],
  ])('from %d to %d on a log scale, %d at most', (low, high, most, ticks) => {
    expect(logTicks(low, high, most)).toEqual(ticks);
  });

  test('are between the ends, in order, and not too many', () => {
    const span = fc.tuple(
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.double({ min: 1.01, max: 1e5, noNaN: true }),
    );
    fc.assert(
      fc.property(span, fc.integer({ min: 2, max: 8 }), ([low, times], most) => {
        const high = low * times;
        for (const ticks of [linearTicks(low, high, most), logTicks(low, high, most)]) {
          expect(ticks.length).toBeLessThanOrEqual(most);
          expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-9));
            expect(tick).toBeLessThanOrEqual(high * (1 + 1e-9));
          }
        }
      }),
    );
  });
});

describe('apart', () => {
  test('moves only what is too near, and keeps the order', () => {
    expect(apart([10, 50, 90], 20, 0, 100)).toEqual([10, 50, 90]);
    expect(apart([52, 50, 10], 20, 0, 100)).toEqual([70, 50, 10]);
  });

  test('keeps all of them inside', () => {
    const moved = apart([95, 96, 97], 20, 0, 100);
    expect(moved).toEqual([60, 80, 100]);
  });
});
