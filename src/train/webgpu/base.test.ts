import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { create } from 'webgpu';
import { BASE_CONFIG } from '../../model/config';
import { openWeights } from '../../model/weights';
import { checkReference } from '../reference';
import { openDevice } from './device';
import { createEngineOn } from './engine';
import './device.fixtures';

/** A trillion operations: seconds on a graphics processor, minutes on the software one that tests run on. */
const TIMEOUT_MS = 45 * 60_000;

/**
 * The loss of the second shows what the first did. The software adapter needs ten to twenty seconds for one; `npm run
 * reference` takes all ten.
 */
const STEPS = 2;

/**
 * Without the driver's own bounds checks, which cost the software adapter a fifth of its speed; the kernels' tests
 * run with them. Dawn crashes when this object is collected before its devices are, so it stays.
 */
const FAST_GPU = create(['enable-dawn-features=disable_robustness']);

test('the real base agrees with its reference set', { timeout: TIMEOUT_MS }, async () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url));
  const base = openWeights(read('../../../models/fractalmoe-30m/model.safetensors'), BASE_CONFIG);
  const device = await openDevice(FAST_GPU);
  const report = await checkReference(
    read('../../model/fixtures/base-10.safetensors'),
    (config, weights, options) => createEngineOn(device, config, weights, options, 'registers'),
    base,
    () => {},
    STEPS,
  );
  device.destroy();
  expect(report.filter(({ passed }) => !passed)).toEqual([]);
  expect(report.map(({ name }) => name)).toEqual(expect.arrayContaining(['norm.losses', 'full.losses']));
});
