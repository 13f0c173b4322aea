import type { ModelConfig } from '../../src/model/config';
import { parameters } from '../../src/model/parameters';
import type { EngineName } from '../../src/model/run';
import type { Weights } from '../../src/model/weights';
import { createEngine } from '../../src/train/create';
import { adamwFor } from '../../src/train/settings';
import { median } from './timing';

/** Norm-only steps of a model of any size, on one window of `tokens`; its weights are random. */
export interface SizeTask {
  type: 'size';
  engine: EngineName;
  config: ModelConfig;
  tokens: number;
}

/** This many steps are timed after a first one, which also asks the system for memory. */
const STEPS = 3;

/** Seconds of a step, the median. */
export async function timeSize({ engine: name, config, tokens }: SizeTask): Promise<number> {
  const options = { method: 'norm', adamw: adamwFor('norm'), maxTokens: tokens, maxLength: tokens } as const;
  const engine = await createEngine(name, config, randomWeights(config), options);
  const ids = Int32Array.from({ length: tokens }, (_, i) => 1 + ((i * 7919) % (config.vocab - 1)));
  const batch = { rows: 1, length: tokens, ids, targets: ids.toReversed() };
  const seconds: number[] = [];
  for (let i = 0; i <= STEPS; i++) {
    const start = performance.now();
    await engine.step(batch, 1e-3);
    await engine.takeLosses();
    seconds.push((performance.now() - start) / 1000);
  }
  engine.release();
  return median(seconds.slice(1));
}

/** Gains of 1 and matrices that keep lengths, so that every expert gets its share and nothing overflows. */
function randomWeights(config: ModelConfig): Weights {
  const shapes = new Map(parameters(config).map(({ name, shape }) => [name, shape]));
  return {
    read(name, into) {
      const [rows, columns = 1] = shapes.get(name)!;
      const values = into ?? new Float32Array(rows * columns);
      if (shapes.get(name)!.length === 1) return values.fill(1);
      const bound = Math.sqrt(3 / columns);
      for (let i = 0; i < values.length; i++) values[i] = bound * (2 * Math.random() - 1);
      return values;
    },
  };
}
