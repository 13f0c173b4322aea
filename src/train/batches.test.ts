import { describe, expect, test } from 'vitest';
import { batchSampler, heldOutWindows } from './batches';

const counting = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

describe('batchSampler', () => {
  test("draws PyTorch's windows", () => {
    // torch.Generator().manual_seed(0); torch.randint(0, 3000 - 256 - 1, (2,), generator=g), three times
    const next = batchSampler(counting(3000), 2, 256, 0);
    const starts = [next(), next(), next()].map((batch) => [batch.ids[0], batch.ids[256]]);
    expect(starts).toEqual([
      [2083, 886],
      [2042, 1368],
      [77, 927],
    ]);
  });

  test('draws from any step on what it would have drawn there', () => {
    const sampler = (from?: number) => batchSampler(counting(3000), 3, 16, 7, from);
    const next = sampler();
    const batches = Array.from({ length: 25 }, next);
    const later = sampler(20);
    expect(Array.from({ length: 5 }, later)).toEqual(batches.slice(20));
  });

  test('predicts the token after each', () => {
    const batch = batchSampler(counting(50), 3, 7, 1)();
    expect(batch.ids.length).toBe(21);
    expect([...batch.targets]).toEqual([...batch.ids].map((id) => id + 1));
  });

  test('refuses a text shorter than a window', () => {
    expect(() => batchSampler(counting(257), 1, 256, 0)).toThrow(/258 are needed/);
    expect(() => batchSampler(counting(258), 1, 256, 0)()).not.toThrow();
  });
});

describe('heldOutWindows', () => {
  test.each([2, 8, 9, 10, 17, 40])('predicts each of %i tokens but the first once, in order', (n) => {
    const windows = heldOutWindows(counting(n), 8);
    expect(windows.flatMap((w) => [...w.targets])).toEqual([...counting(n)].slice(1));
    expect(windows.flatMap((w) => [...w.ids])).toEqual([...counting(n)].slice(0, -1));
    expect(Math.max(...windows.map((w) => w.length))).toBeLessThanOrEqual(8);
  });

  test('has nothing to predict in less than two tokens', () => {
    expect(heldOutWindows(counting(1), 8)).toEqual([]);
  });
});
