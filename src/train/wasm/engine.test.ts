import { expect, test } from 'vitest';
import type { TrainEngine } from '../engine';
import { engineContract } from '../engine.contract';
import { OPTIONS, randomBatch, randomWeights, TINY } from '../engine.fixtures';
import { loraContract } from '../lora.contract';
import { relativeError } from '../reference';
import { nodeDevice } from '../webgpu/device.fixtures';
import { createEngineOn } from '../webgpu/engine';
import { createCpuEngine } from './engine';

engineContract(createCpuEngine);
loraContract(createCpuEngine);

test.each(['norm', 'lora', 'full'] as const)(
  'ten %s steps have the losses of the WebGPU engine',
  async (method) => {
    const device = await nodeDevice();
    const lora = { rank: 4, targets: 'all', seed: 1 } as const;
    const options = { ...OPTIONS, method, lora };
    const losses = async (engine: TrainEngine) => {
      for (let i = 0; i < 10; i++) await engine.step(randomBatch(TINY, 2, 11, i), 1e-2);
      const all = await engine.takeLosses();
      engine.release();
      return all;
    };
    const cpu = await losses(await createCpuEngine(TINY, randomWeights(TINY), options));
    const webgpu = await losses(
      await createEngineOn(device, TINY, randomWeights(TINY), options, 'registers'),
    );
    device.destroy();
    // Measured: at most 2e-7.
    expect(relativeError(cpu, webgpu)).toBeLessThan(1e-4);
  },
);
