import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeDevice } from './device.fixtures';
import { fasterCore } from './tuning';

let device: GPUDevice;
beforeEach(async () => {
  device = await nodeDevice();
});
afterEach(() => device.destroy());

test('a core is chosen, and the device is left as it was', async () => {
  device.pushErrorScope('validation');
  expect(['registers', 'tiles']).toContain(await fasterCore(device));
  expect(await device.popErrorScope()).toBeNull();
});

/** Makes the driver refuse the kernels whose label `refuses` matches. */
function refusing(refuses: RegExp): void {
  const create = device.createComputePipelineAsync;
  device.createComputePipelineAsync = (descriptor) =>
    refuses.test(descriptor.label ?? '')
      ? Promise.reject(new Error('refused'))
      : create.call(device, descriptor);
}

test('a core that the driver refuses is not chosen', async () => {
  refusing(/product-tiles/);
  expect(await fasterCore(device)).toBe('registers');
});

test('a driver that refuses both is told as it is', async () => {
  refusing(/product/);
  await expect(fasterCore(device)).rejects.toThrow('refused');
});
