import { mersenne } from 'pure-rand/generator/mersenne';
import type { ModelConfig } from './config';
import { layerNames, type Parameter, parameters } from './parameters';
import type { Weights } from './weights';

/**
 * Low-rank adaptation (Hu and others 2021, https://arxiv.org/abs/2106.09685): each adapted matrix W [out, in] becomes
 * `W + B A`, with A [rank, in] and B [out, rank]. The product is not scaled (in PEFT's terms, lora_alpha = r).
 */
export interface Lora {
  /** One of `LORA_RANKS`. */
  rank: number;
  targets: LoraTargets;
}

/** Which matrices are adapted: the attention's four projections, or the experts' three as well. */
export type LoraTargets = 'attention' | 'all';

export const LORA_RANKS: readonly number[] = [4, 8, 12, 16];

/** The names of the two factors that adapt a matrix. */
export function loraNames(matrix: string): { a: string; b: string } {
  return { a: matrix.replace(/weight$/, 'lora_A.weight'), b: matrix.replace(/weight$/, 'lora_B.weight') };
}

/** Every matrix that LoRA adapts, in the order of the model's table. */
function adaptedMatrices(config: ModelConfig, targets: LoraTargets): Parameter[] {
  return parameters(config).filter(
    ({ kind }) => kind === 'attention' || (targets === 'all' && kind === 'expert'),
  );
}

/** Every trained factor in a fixed order: matrix by matrix, A [rank, in] and then B [out, rank]. */
export function loraParameters(config: ModelConfig, { rank, targets }: Lora): Parameter[] {
  return adaptedMatrices(config, targets).flatMap(({ name, kind, shape: [out, columns] }) => {
    const { a, b } = loraNames(name);
    return [
      { name: a, kind, shape: [rank, columns], size: rank * columns },
      { name: b, kind, shape: [out, rank], size: out * rank },
    ];
  });
}

/**
 * The factors at the start of a run, by name. A is uniform between -1 and 1 over the square root of its columns (as
 * PyTorch's `kaiming_uniform_` with `a = sqrt(5)`, which PEFT uses), the same for the same seed; B is zero, so that
 * training starts at the base itself.
 */
export function initialLora(
  config: ModelConfig,
  lora: Lora,
  seed: number,
): Map<string, Float32Array<ArrayBuffer>> {
  const random = mersenne(seed);
  const uniform = () => (random.next() >>> 0) / 2 ** 31 - 1;
  return new Map(
    adaptedMatrices(config, lora.targets).flatMap(({ name, shape: [out, columns] }) => {
      const { a, b } = loraNames(name);
      const bound = 1 / Math.sqrt(columns);
      return [
        [a, new Float32Array(lora.rank * columns).map(() => bound * uniform())],
        [b, new Float32Array(out * lora.rank)],
      ] as const;
    }),
  );
}

/** The rank and targets of factors, given all of them by name. */
export function loraOf(config: ModelConfig, factors: ReadonlyMap<string, { length: number }>): Lora {
  const { a } = loraNames(layerNames(0).q);
  const targets = [...factors.keys()].some((name) => name.includes('.experts.')) ? 'all' : 'attention';
  return { rank: (factors.get(a)?.length ?? 0) / config.width, targets };
}

/** `weights` with `B A` added to each matrix whose factors are in `factors` (float32, by name). */
export function withLora(
  weights: Weights,
  config: ModelConfig,
  factors: ReadonlyMap<string, Float32Array>,
): Weights {
  const shapes = new Map(parameters(config).map(({ name, shape }) => [name, shape]));
  return {
    read(name, into) {
      const values = weights.read(name, into);
      const names = loraNames(name);
      const a = factors.get(names.a);
      const b = factors.get(names.b);
      if (a && b) addProduct(values, b, a, shapes.get(name)![1]);
      return values;
    },
  };
}

/** Adds `b a` to `values` [out, columns], each sum rounded once. */
function addProduct(values: Float32Array, b: Float32Array, a: Float32Array, columns: number): void {
  const rank = a.length / columns;
  const row = new Float64Array(columns);
  for (let r = 0, at = 0; at < values.length; r++, at += columns) {
    row.set(values.subarray(at, at + columns));
    for (let k = 0; k < rank; k++) {
      const factor = b[r * rank + k];
      for (let c = 0; c < columns; c++) row[c] += factor * a[k * columns + c];
    }
    values.set(row, at);
  }
}
