/** For tests: small random models and batches. */
import { IGNORE, type ModelConfig } from '../model/config';
import { parameters } from '../model/parameters';
import { type Weights, weightsFrom } from '../model/weights';
import type { Batch, EngineOptions } from './engine';

/** `count` numbers between -1 and 1, the same for the same seed (a linear congruential generator). */
export function noise(seed: number, count: number): Float32Array<ArrayBuffer> {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export const TINY: ModelConfig = {
  vocab: 36,
  width: 16,
  layers: 2,
  heads: 2,
  experts: 3,
  topK: 2,
  hidden: 12,
  context: 32,
  eps: 1e-5,
  theta: 10000,
};

export const OPTIONS: EngineOptions = {
  method: 'full',
  adamw: { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 },
  maxTokens: 48,
  maxLength: 24,
};

export function randomWeights(config: ModelConfig): Weights {
  return weightsFrom(
    new Map(
      parameters(config).map(({ name, kind, size }, i) => [
        name,
        noise(i + 1, size).map((value) => (kind === 'gain' ? 1 + value / 5 : value / 2)),
      ]),
    ),
  );
}

export function randomBatch(config: ModelConfig, rows: number, length: number, seed = 1): Batch {
  const ids = (seed: number) =>
    Int32Array.from(noise(seed, rows * length), (value) => Math.floor(((value + 1) / 2) * config.vocab));
  const targets = ids(seed + 100);
  if (rows * length > 4) targets[3] = IGNORE;
  return { rows, length, ids: ids(seed), targets };
}
