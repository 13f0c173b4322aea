import { afterEach, expect, test, vi } from 'vitest';
import { DeviceWatch, deviceName, openDevice } from './device';
import { nodeDevice } from './device.fixtures';

afterEach(() => vi.useRealTimers());

const gpuWith = (requestAdapter: () => Promise<GPUAdapter | null>) => ({ requestAdapter }) as GPU;

test('no WebGPU, no adapter and an adapter that never answers are told apart', async () => {
  await expect(openDevice(undefined)).rejects.toMatchObject({
    reason: 'no-webgpu',
    message: /does not offer/,
  });
  await expect(openDevice(gpuWith(async () => null))).rejects.toMatchObject({
    reason: 'no-webgpu',
    message: /found no graphics processor/,
  });
  vi.useFakeTimers();
  const hung = openDevice(gpuWith(() => new Promise(() => {})));
  const outcome = expect(hung).rejects.toMatchObject({ reason: 'no-webgpu', message: /does not answer/ });
  await vi.runAllTimersAsync();
  await outcome;
});

test('a device has a name', async () => {
  const device = await nodeDevice();
  expect(deviceName(device)).not.toBe('');
  device.destroy();
});

test('shaders that do not compile are TrainErrors', async () => {
  const device = await nodeDevice();
  const watch = new DeviceWatch(device);
  const made = watch.scope(async () => device.createShaderModule({ code: 'fn broken(' }));
  await expect(made).rejects.toMatchObject({ name: 'TrainError', reason: 'shader' });
  const missing = watch.scope(async () => {
    const module = device.createShaderModule({ code: '@compute @workgroup_size(1) fn here() {}' });
    await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'elsewhere' } });
  });
  await expect(missing).rejects.toMatchObject({ name: 'TrainError', reason: 'shader' });
  // the device is still good for others
  expect(await watch.scope(async () => 1)).toBe(1);
  device.destroy();
});

test('work that never ends is given up when the device is lost', async () => {
  const device = await nodeDevice();
  const watch = new DeviceWatch(device);
  const waiting = watch.guard(new Promise(() => {}));
  device.destroy();
  await expect(waiting).rejects.toMatchObject({ name: 'TrainError', reason: 'device-lost' });
  expect(() => watch.check()).toThrow(/stopped working/);
});
