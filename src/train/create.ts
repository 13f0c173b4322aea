import type { ModelConfig } from '../model/config';
import { setUpRuntimeInWorker } from '../model/onnx/browser';
import type { EngineName } from '../model/run';
import type { Weights } from '../model/weights';
import { createCpuEngine } from './cpu/engine';
import type { EngineOptions, TrainEngine } from './engine';
import { createWebGpuEngine } from './webgpu/engine';

/**
 * Makes an engine in a worker of a browser.
 *
 * @throws TrainError when the machine lacks what it needs
 */
export function createEngine(
  name: EngineName,
  config: ModelConfig,
  weights: Weights,
  options: EngineOptions,
): Promise<TrainEngine> {
  if (name === 'webgpu') return createWebGpuEngine(navigator.gpu, config, weights, options);
  return createCpuEngine(config, weights, options, `cpu:${setUpRuntimeInWorker()}`);
}
