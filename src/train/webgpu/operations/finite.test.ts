import { afterAll, beforeAll, expect, test } from 'vitest';
import { noise } from '../../engine.fixtures';
import { KernelTest } from '../device.fixtures';
import { checkFinite } from './finite';

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

test.each([
  [Number.NaN, 1],
  [Number.NEGATIVE_INFINITY, 1],
  [Number.POSITIVE_INFINITY, 1],
  [3.4e38, 0],
  [-1e-45, 0],
])('%f among the gradients sets the flag of its step to %i', async (value, flag) => {
  const gradient = noise(1, 1004);
  gradient[1003] = value;
  const view = gpu.tensor(gradient);
  const flags = gpu.tensor(Uint32Array.of(0, 0, 0));
  await gpu.run({ slot: 1 }, checkFinite({ ...view, size: 1004 }, flags));
  expect(await gpu.integers(flags)).toEqual([0, flag, 0]);
});
