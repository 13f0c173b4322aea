import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { KernelTest } from '../device.fixtures';
import { add } from './residual';

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

test.each([1, 33])('%i tokens', async (tokens) => {
  const config = { ...BASE_CONFIG, width: 12 };
  const [x, y] = [noise(1, tokens * 12), noise(2, tokens * 12)];
  const sum = gpu.empty(tokens * 12);
  await gpu.run({ length: tokens }, add(config, gpu.tensor(x), gpu.tensor(y), sum));
  expect(await gpu.floats(sum)).toEqual(x.map((value, i) => value + y[i]));
});
