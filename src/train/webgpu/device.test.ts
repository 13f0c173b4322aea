import { afterEach, expect, test, vi } from 'vitest';
import { en } from '../../i18n/en';
import { errorWords } from '../../i18n/words';
import { TrainError } from '../engine';
import { DeviceWatch, deviceName, openDevice } from './device';
import { nodeDevice } from './device.fixtures';

afterEach(() => vi.useRealTimers());

const gpuWith = (requestAdapter: () => Promise<GPUAdapter | null>) => ({ requestAdapter }) as GPU;

/** Why `work` fails, and how a person reads it. */
async function failureOf(work: Promise<unknown>): Promise<{ reason: string; message: string } | undefined> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof TrainError ? { reason: error.reason, message: errorWords(en, error) } : undefined;
}

test('no WebGPU, no adapter and an adapter that never answers are told apart', async () => {
  expect(await failureOf(openDevice(undefined))).toMatchObject({
    reason: 'no-webgpu',
    message: /does not offer/,
  });
  expect(await failureOf(openDevice(gpuWith(async () => null)))).toMatchObject({
    reason: 'no-webgpu',
    message: /found no graphics processor/,
  });
  vi.useFakeTimers();
  const hung = openDevice(gpuWith(() => new Promise(() => {})));
  const outcome = failureOf(hung);
  await vi.runAllTimersAsync();
  expect(await outcome).toMatchObject({ reason: 'no-webgpu', message: /does not answer/ });
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
  expect(await failureOf(watch.guard(Promise.resolve()))).toMatchObject({ message: /stopped working/ });
  expect(() => watch.check()).toThrow(TrainError);
});
