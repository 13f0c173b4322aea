import { expect, test } from 'vitest';
import { OPTIONS, randomBatch, randomWeights, TINY } from '../../../../src/train/engine.fixtures';
import { relativeError } from '../../../../src/train/reference';
import { createCpuEngine } from '../../../../src/train/wasm/engine';
import { OnnxTraining } from './training';

test.each(['norm', 'lora', 'full'] as const)('ten %s steps have the losses of our engine', async (method) => {
  const options = { ...OPTIONS, method, lora: { rank: 4, targets: 'all', seed: 1 } } as const;
  const theirs = await OnnxTraining.open(TINY, randomWeights(TINY), options);
  const ours = await createCpuEngine(TINY, randomWeights(TINY), options);
  const losses: number[] = [];
  for (let i = 0; i < 10; i++) {
    const batch = randomBatch(TINY, 2, 11, i);
    losses.push(await theirs.step(batch, 1e-2));
    await ours.step(batch, 1e-2);
  }
  // Measured: at most 2e-7.
  expect(relativeError(losses, await ours.takeLosses())).toBeLessThan(1e-5);
  ours.release();
  await theirs.release();
});
