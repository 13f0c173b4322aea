import type { ModelConfig } from '../../src/model/config';
import type { EngineName } from '../../src/model/run';
import { createEngine } from '../../src/train/create';
import { adamwFor } from '../../src/train/settings';
import { randomInt8 } from './random-weights';
import { stopwatch } from './timing';

/** Norm-only steps of a model of any size, on one window of `tokens`; its weights are random. */
export interface SizeTask {
  type: 'size';
  engine: EngineName;
  config: ModelConfig;
  tokens: number;
}

/** Of opening the engine, of the first step and of the shortest after it. */
export interface SizeSeconds {
  open: number;
  first: number;
  seconds: number;
}

/** This many steps are timed after a first one, which also asks the system for memory. */
const STEPS = 4;

export async function timeSize({ engine: name, config, tokens }: SizeTask): Promise<SizeSeconds> {
  const options = { method: 'norm', adamw: adamwFor('norm'), maxTokens: tokens, maxLength: tokens } as const;
  const weights = randomInt8(config);
  const ids = Int32Array.from({ length: tokens }, (_, i) => 1 + ((i * 7919) % (config.vocab - 1)));
  const batch = { rows: 1, length: tokens, ids, targets: ids.toReversed() };
  const clock = stopwatch();
  const engine = await createEngine(name, config, weights, options);
  const open = clock();
  const seconds: number[] = [];
  for (let i = 0; i <= STEPS; i++) {
    await engine.step(batch, 1e-3);
    const [loss] = await engine.takeLosses();
    seconds.push(clock());
    if (!Number.isFinite(loss)) throw new Error('a step of random weights gave no finite loss');
  }
  engine.release();
  const [first, ...others] = seconds;
  return { open, first, seconds: Math.min(...others) };
}
