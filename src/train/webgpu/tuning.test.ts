import { expect, test } from 'vitest';
import { nodeDevice } from './testing';
import { fasterCore } from './tuning';

test('a core is chosen, and the device is left as it was', async () => {
  const device = await nodeDevice();
  device.pushErrorScope('validation');
  expect(['registers', 'tiles']).toContain(await fasterCore(device));
  expect(await device.popErrorScope()).toBeNull();
  device.destroy();
});
