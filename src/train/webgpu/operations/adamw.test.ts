import { afterAll, beforeAll, expect, test } from 'vitest';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import { type AdamWState, update } from '../../twin/adamw';
import { KernelTest } from '../device.fixtures';
import { adamw } from './adamw';

const TOLERANCE = 1e-6;

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

test.each([
  [4, 1e-2, 0],
  [300, 1e-3, 0.1],
  [64, 5e-5, 0.01],
])('%i numbers, learning rate %f, decay %f', async (size, lr, weightDecay) => {
  const settings = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay };
  const start = noise(1, size);
  const values = { buffer: gpu.tensor(start).buffer, offset: 0, size };
  const momentum = { ...gpu.tensor(new Float32Array(size)), size };
  const variance = { ...gpu.tensor(new Float32Array(size)), size };
  const flags = gpu.tensor(new Uint32Array(1));
  let expected: AdamWState = {
    p: Float64Array.from(start),
    m: new Float64Array(size),
    v: new Float64Array(size),
  };
  for (let count = 1; count <= 4; count++) {
    // a gradient that changes, with zeros among it
    const g = noise(count, size).map((value, i) => (i % 5 === 0 ? 0 : value * 10 ** -(i % 7)));
    await gpu.run(
      { lr, count },
      adamw(settings, { values, gradient: gpu.tensor(g), momentum, variance }, flags),
    );
    expected = update(expected, g, lr, count, settings);
  }
  const computed = (await gpu.floats({ ...values, size: size + 64 })).subarray(0, size);
  const moved = (p: ArrayLike<number>) => Array.from(p, (value, i) => value - start[i]);
  expect(relativeError(computed, expected.p)).toBeLessThan(TOLERANCE);
  // steps are small beside the values, whose own rounding they carry
  expect(relativeError(moved(computed), moved(expected.p))).toBeLessThan(1e-7 / lr);
  expect(relativeError(await gpu.floats({ ...momentum, size: size + 64 }), expected.m)).toBeLessThan(
    TOLERANCE,
  );
  expect(relativeError(await gpu.floats({ ...variance, size: size + 64 }), expected.v)).toBeLessThan(
    TOLERANCE,
  );
});

test('a step that is flagged changes nothing', async () => {
  const settings = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.1 };
  const start = noise(1, 8);
  const views = [start, noise(2, 8), noise(3, 8)].map((array) => gpu.tensor(array));
  const [values, momentum, variance] = views.map((view) => ({ ...view, size: 8 }));
  const trained = { values, gradient: gpu.tensor(noise(4, 8)), momentum, variance };
  const flags = gpu.tensor(Uint32Array.of(0, 1));
  await gpu.run({ lr: 1, count: 1, slot: 1 }, adamw(settings, trained, flags));
  expect(await Promise.all(views.map((view) => gpu.floats(view)))).toEqual([start, noise(2, 8), noise(3, 8)]);
  await gpu.run({ lr: 1, count: 1, slot: 0 }, adamw(settings, trained, flags));
  expect(await gpu.floats(views[0])).not.toEqual(start);
});
