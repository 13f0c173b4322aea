import { expect, test } from 'vitest';
import { type Call, summarise } from './kernels';

const product = (count: number, k: number, n: number, kind: number, ms: number): Call => ({
  kernel: 'product',
  args: [0, count, 0, k, 0, k, n, kind],
  ms,
});
const call = (kernel: string, ms: number): Call => ({ kernel, args: [], ms });

test('the shortest of each call, those of the same kernel and size together', () => {
  const step = (slow: number) => [
    product(1, 8, 4, 1, 2 * slow),
    call('rmsnorm', 1),
    product(1, 8, 4, 1, 1),
    product(3, 8, 4, 0, slow),
    call('rmsnorm', slow),
  ];
  const kernels = summarise([step(5), step(2)], 10, 2);
  expect(kernels.map(({ name, ms, times }) => [name, ms, times])).toEqual([
    ['product 10 x 4 x 8 int8', 5, 2],
    ['rmsnorm', 3, 2],
    // Each of the ten tokens goes to two experts.
    ['product 20 x 4 x 8 by expert', 2, 1],
  ]);
  expect(kernels.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(kernels[0].gflops).toBeCloseTo((2 * 2 * 10 * 4 * 8) / 5e6, 9);
  expect(kernels[1].gflops).toBeUndefined();
});
