import { expect, test } from 'vitest';
import { BASE_CONFIG } from '../../model/config';
import { readBytes } from '../../model/model.fixtures';
import { openWeights } from '../../model/weights';
import { checkReference } from '../reference';
import { createCpuEngine } from './engine';

/** Half a minute on one quiet core. */
const TIMEOUT_MS = 10 * 60_000;

test('the real base agrees with its reference set', { timeout: TIMEOUT_MS }, async () => {
  const report = await checkReference(
    readBytes('src/model/fixtures/base-10.safetensors'),
    createCpuEngine,
    openWeights(readBytes('models/fractalmoe-30m/model.safetensors'), BASE_CONFIG),
  );
  expect(report.filter(({ passed }) => !passed)).toEqual([]);
  expect(report.map(({ name }) => name)).toEqual(expect.arrayContaining(['norm.losses', 'full.losses']));
});
