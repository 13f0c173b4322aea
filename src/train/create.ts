import type { ModelConfig } from '../model/config';
import type { EngineName } from '../model/run';
import { threadsFor } from '../model/threads';
import type { Weights } from '../model/weights';
import { type EngineOptions, type TrainEngine, TrainError } from './engine';
import { createCpuEngine } from './wasm/engine';
import { spawnThread } from './wasm/spawn';
import { createWebGpuEngine } from './webgpu/engine';

/**
 * Makes an engine in a worker of a browser.
 *
 * @throws TrainError when the machine lacks what it needs
 */
export async function createEngine(
  name: EngineName,
  config: ModelConfig,
  weights: Weights,
  options: EngineOptions,
): Promise<TrainEngine> {
  if (name === 'webgpu') return createWebGpuEngine(navigator.gpu, config, weights, options);
  const threads = threadsFor(navigator.hardwareConcurrency, self.crossOriginIsolated);
  try {
    return await createCpuEngine(config, weights, options, { threads, spawn: spawnThread });
  } catch (error) {
    // Where a browser starts no more threads, one is slower and as right.
    if (!(error instanceof TrainError) || error.reason !== 'hanging') throw error;
    return createCpuEngine(config, weights, options);
  }
}
