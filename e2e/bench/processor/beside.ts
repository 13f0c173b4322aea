import { BASE_CONFIG } from '../../../src/model/config';
import { setUpRuntimeInWorker } from '../../../src/model/onnx/browser';
import { setUpRuntime } from '../../../src/model/onnx/runtime';
import type { Method } from '../../../src/model/run';
import { openWeights } from '../../../src/model/weights';
import type { Batch, EngineOptions } from '../../../src/train/engine';
import { adamwFor, defaultSettings } from '../../../src/train/settings';
import { createCpuEngine } from '../../../src/train/wasm/engine';
import { spawnThread } from '../../../src/train/wasm/spawn';
import { OnnxTraining } from '../peers/onnxruntime/training';
import { stopwatch } from '../timing';

/** Steps of one method on each batch by our engine on the processor and by onnxruntime, with `threads` threads each. */
export interface BesideTask {
  type: 'beside';
  method: Method;
  threads: number;
  batches: Batch[];
  weights: ArrayBuffer;
}

export const RIVALS = ['ours', 'onnxruntime'] as const;

/** Milliseconds of each. */
export type Pair = Record<(typeof RIVALS)[number], number>;

export interface BesideTimes {
  /** Opening, and the shortest step on each batch. */
  open: Pair;
  steps: Pair[];
}

/** Steps of each on a batch, but after three no new ones when that many seconds are over. */
const ROUNDS = 6;
const SECONDS = 15;
/** After a step onnxruntime's threads go on looking for work for a while, and would take it from ours. */
const SETTLE_MS = 30;
/** Losses that differ by more are of something else than the same step. */
const TOLERANCE = 1e-4;

/** Turn by turn, so that what else the machine does falls on both alike. */
export async function timeBeside({ method, threads, batches, weights }: BesideTask): Promise<BesideTimes> {
  setUpRuntimeInWorker();
  setUpRuntime(threads);
  const { lora, lr } = defaultSettings(method);
  const options: EngineOptions = {
    method,
    adamw: adamwFor(method),
    maxTokens: Math.max(...batches.map(({ ids }) => ids.length)),
    maxLength: Math.max(...batches.map(({ length }) => length)),
    lora: lora && { ...lora, seed: 0 },
  };
  const base = openWeights(new Uint8Array(weights), BASE_CONFIG);
  const clock = stopwatch();
  const engine = await createCpuEngine(BASE_CONFIG, base, options, { threads, spawn: spawnThread });
  const opened = clock();
  const onnx = await OnnxTraining.open(BASE_CONFIG, base, options);
  const open = { ours: 1000 * opened, onnxruntime: 1000 * clock() };
  const step = {
    async ours(batch: Batch) {
      await engine.step(batch, lr);
      return (await engine.takeLosses())[0];
    },
    onnxruntime: (batch: Batch) => onnx.step(batch, lr),
  };
  const steps: Pair[] = [];
  for (const batch of batches) {
    const shortest: Pair = { ours: Number.POSITIVE_INFINITY, onnxruntime: Number.POSITIVE_INFINITY };
    const begin = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      if (round > 2 && performance.now() - begin > 1000 * SECONDS) break;
      const losses: number[] = [];
      for (const rival of RIVALS) {
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
        clock();
        losses.push(await step[rival](batch));
        shortest[rival] = Math.min(shortest[rival], 1000 * clock());
      }
      if (!(Math.abs(losses[1] / losses[0] - 1) < TOLERANCE))
        throw new Error(`the losses of the two differ: ${losses.join(' and ')}`);
    }
    steps.push(shortest);
  }
  engine.release();
  await onnx.release();
  return { open, steps };
}
