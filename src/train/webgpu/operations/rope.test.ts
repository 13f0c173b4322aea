import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import * as twin from '../../twin/rope';
import { KernelTest } from '../device.fixtures';
import { ropeTable, rotate } from './rope';

const TOLERANCE = 1e-6;
const config = { ...BASE_CONFIG, width: 24, heads: 3 };

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

test.each([
  [1, 1, 1],
  [3, 7, 1],
  [3, 7, -1],
  [1, 70, 1],
] as const)('%i rows of %i tokens, direction %i', async (rows, length, direction) => {
  const qkv = noise(1, rows * length * 3 * config.width);
  const view = gpu.tensor(qkv);
  // a table for longer rows serves shorter ones
  await gpu.run({ rows, length }, rotate(config, gpu.tensor(ropeTable(config, 80)), view, direction));
  const expected = twin.rotate(qkv, { ...config, length }, direction);
  expect(relativeError(await gpu.floats(view), expected)).toBeLessThan(TOLERANCE);
});
