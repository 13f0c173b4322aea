import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import * as twin from '../../twin/rmsnorm';
import type { View } from '../buffers';
import { KernelTest } from '../device.fixtures';
import { gainPartials, rmsnorm, rmsnormBackward } from './rmsnorm';

const TOLERANCE = 1e-6;

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

describe.each([
  [1, 4],
  [33, 32],
  [70, 260],
])('%i rows of %i', (rows, width) => {
  const config = { ...BASE_CONFIG, width };
  const x = noise(1, rows * width);
  const gain = noise(2, width).map((value) => 1 + value / 2);
  const dy = noise(3, rows * width);
  const before = noise(4, rows * width);
  const { dx, dGain } = twin.backward(x, gain, dy, config.eps);

  test('forward', async () => {
    const y = gpu.empty(rows * width);
    const norm = { x: gpu.tensor(x), gain: gpu.tensor(gain), inverseRms: gpu.empty(rows) };
    await gpu.run({ rows }, rmsnorm(config, norm, y));
    expect(relativeError(await gpu.floats(y), twin.forward(x, gain, config.eps))).toBeLessThan(TOLERANCE);
    const r = Array.from({ length: rows }, (_, row) => twin.inverseRms(x, row, width, config.eps));
    expect(relativeError(await gpu.floats(norm.inverseRms), r)).toBeLessThan(TOLERANCE);
  });

  test('backward', async () => {
    const inverseRms = Float32Array.from({ length: rows }, (_, row) =>
      twin.inverseRms(x, row, width, config.eps),
    );
    const norm = { x: gpu.tensor(x), gain: gpu.tensor(gain), inverseRms: gpu.tensor(inverseRms) };
    const scratch = (dx: View) => ({ dx, gainPartials: gpu.empty(gainPartials(config, rows)) });
    const both = scratch(gpu.empty(rows * width));
    const added = scratch(gpu.tensor(before));
    const left = scratch(gpu.tensor(before));
    const [withInput, alone] = [gpu.empty(width), gpu.empty(width)];
    const dyView = gpu.tensor(dy);
    await gpu.run(
      { rows },
      ...rmsnormBackward(config, norm, dyView, both, 'assign', withInput),
      ...rmsnormBackward(config, norm, dyView, added, 'add', undefined),
      ...rmsnormBackward(config, norm, dyView, left, 'leave', alone),
    );
    expect(relativeError(await gpu.floats(both.dx), dx)).toBeLessThan(TOLERANCE);
    const sum = dx.map((value, i) => value + before[i]);
    expect(relativeError(await gpu.floats(added.dx), sum)).toBeLessThan(TOLERANCE);
    expect(await gpu.floats(left.dx)).toEqual(before);
    expect(relativeError(await gpu.floats(withInput), dGain)).toBeLessThan(TOLERANCE);
    expect(await gpu.floats(alone)).toEqual(await gpu.floats(withInput));
    for (const { gainPartials } of [both, added, left]) await gpu.floats(gainPartials);
  });
});

test('a row of zeros stays finite', async () => {
  const config = { ...BASE_CONFIG, width: 8 };
  const y = gpu.empty(8);
  const norm = {
    x: gpu.tensor(new Float32Array(8)),
    gain: gpu.tensor(noise(1, 8)),
    inverseRms: gpu.empty(1),
  };
  await gpu.run({}, rmsnorm(config, norm, y));
  expect([...(await gpu.floats(y))].every((value) => value === 0)).toBe(true);
});
