/// <reference lib="webworker" />
import { BASE_CONFIG } from '../../../../src/model/config';
import { setUpRuntimeInWorker } from '../../../../src/model/onnx/browser';
import { bool, createSession, float32, int32 } from '../../../../src/model/onnx/runtime';
import { openWeights } from '../../../../src/model/weights';
import { buildStep, gradientOf } from './graph/step';
import { GAINS, readStack, stacks } from './stacks';

declare const self: DedicatedWorkerGlobalScope;

/** A profile to be made: the base, and the one window of ids that each step trains on. */
export interface ProfileRequest {
  weights: ArrayBuffer;
  ids: number[];
  steps: number;
}

/** Runs norm-only steps; onnxruntime then writes what every node took to the console. */
self.onmessage = async ({ data: { weights, ids, steps } }: MessageEvent<ProfileRequest>) => {
  setUpRuntimeInWorker();
  const base = openWeights(new Uint8Array(weights), BASE_CONFIG);
  const table = new Map(stacks(BASE_CONFIG).map((stack) => [stack.name, stack]));
  const session = await createSession(
    buildStep(BASE_CONFIG, { method: 'norm' }),
    (name, into) => readStack(table.get(name)!, base, into),
    { packs: false, profiles: true },
  );
  const feeds = {
    ids: int32(ids, [1, ids.length]),
    targets: int32(ids.toReversed()),
    share: float32(new Float32Array(ids.length).fill(1 / ids.length), [ids.length, 1]),
    train: bool(true),
    gains: float32(readStack(table.get(GAINS)!, base)),
  };
  for (let i = 0; i < steps; i++) await session.run(feeds, ['nll', gradientOf(GAINS)]);
  await session.release();
  self.postMessage('done');
};
