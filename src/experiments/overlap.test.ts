import { describe, expect, test } from 'vitest';
import { overlaps } from './overlap';

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
