import type { ModelConfig } from '../../model/config';
import { EMBEDDING } from '../../model/parameters';
import type { Weights } from '../../model/weights';
import { type StackName, stackedNames, stackShape } from '../stacked';
import type { Address, Layout } from './layout';

/** Matrices one above the other, [groups * parts * out, in]: one for all tokens, or one group for each expert. */
export interface Matrix {
  values: Address;
  /** Float32 values have none; int8 values have one for each row. */
  scales?: Address;
  groups: number;
  /** Rows of one group. */
  out: number;
  in: number;
}

export type LayerMatrices = Record<StackName, Matrix>;

/** The model's matrices; the embedding [vocab, width] is the head as well. */
export interface Matrices {
  embedding: Matrix;
  layers: LayerMatrices[];
}

/** Each matrix with the names of the parameters that lie in it, in order. */
export function namedMatrices(config: ModelConfig, { embedding, layers }: Matrices): [Matrix, string[]][] {
  return [
    [embedding, [EMBEDDING]],
    ...layers.flatMap((layer, i) => {
      const names = stackedNames(config, i);
      return Object.entries(layer).map(([stack, matrix]): [Matrix, string[]] => [
        matrix,
        names[stack as StackName],
      ]);
    }),
  ];
}

/** Places for matrices in float32, for weights that are trained, their gradients and moments. */
export function placeMatrices(
  config: ModelConfig,
  place: (names: readonly string[], size: number) => Pick<Matrix, 'values' | 'scales'>,
): Matrices {
  const { vocab, width } = config;
  return {
    embedding: { ...place([EMBEDDING], vocab * width), groups: 1, out: vocab, in: width },
    layers: Array.from({ length: config.layers }, (_, i) => {
      const names = stackedNames(config, i);
      const stack = (name: StackName): Matrix => {
        const { groups, parts, out, in: columns } = stackShape(config, name);
        const own = place(names[name], groups * parts * out * columns);
        return { ...own, groups, out: parts * out, in: columns };
      };
      return {
        qkv: stack('qkv'),
        o: stack('o'),
        router: stack('router'),
        w13: stack('w13'),
        w2: stack('w2'),
      };
    }),
  };
}

/**
 * Places for matrices that training does not change, as little as they need: int8 with a scale for each row where the
 * weights are kept so, which is a quarter of the memory, and float32 otherwise.
 */
export function placeFrozen(layout: Layout, config: ModelConfig, weights: Weights): Matrices {
  return placeMatrices(config, (names, size) => {
    const int8 = names.map((name) => weights.int8?.(name));
    if (!int8.every((matrix) => matrix !== undefined)) return { values: layout.words(size) };
    const rows = int8.reduce((sum, { scales }) => sum + scales.length, 0);
    return { values: layout.bytes(size), scales: layout.words(rows) };
  });
}

/** Writes the weights into their places. */
export function fillMatrices(
  memory: ArrayBufferLike,
  config: ModelConfig,
  matrices: Matrices,
  weights: Weights,
): void {
  for (const [{ values, scales }, names] of namedMatrices(config, matrices)) {
    let at = 0;
    let row = 0;
    for (const name of names)
      if (scales === undefined) {
        const numbers = weights.read(name);
        new Float32Array(memory, values + 4 * at, numbers.length).set(numbers);
        at += numbers.length;
      } else {
        const int8 = weights.int8!(name)!;
        new Int8Array(memory, values + at, int8.values.length).set(int8.values);
        new Float32Array(memory, scales + 4 * row, int8.scales.length).set(int8.scales);
        at += int8.values.length;
        row += int8.scales.length;
      }
  }
}
