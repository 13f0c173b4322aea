import type { ModelConfig } from '../config';
import { layerNames } from '../parameters';
import type { Tensor } from '../safetensors';

/** The factors of one matrix: it becomes `W + scale B A`, with A [rank, in] and B [out, rank]. */
export interface Factors {
  a: Float32Array;
  b: Float32Array;
  rank: number;
  scale: number;
}

const expertsOf = (layer: number) => `model.layers.${layer}.mlp.experts`;
/** What PEFT adapts of the experts of a layer, where they are parameters. */
export const fusedParameters = (layer: number) =>
  ['gate_up_proj', 'down_proj'].map((name) => `${expertsOf(layer)}.${name}`);

export interface Fused {
  /** What PEFT's names for the two factors begin with. */
  module: string;
  /** The parameter that they adapt. */
  parameter: string;
  /** Sizes of one expert's matrix. */
  rows: number;
  columns: number;
  /** The factors of each expert's matrices, from those of all experts in one. */
  split: (whole: Factors) => [matrix: string, factors: Factors][];
}

/**
 * The factors of layer `i` as PEFT saves them under `transformers` 5, where all experts are one parameter: `gate_up_proj`
 * [experts, 2 hidden, in], which is w1 above w3, and `down_proj`, which is w2. The outer of two wrappers has the shorter
 * name. Both may be there or one, and their shapes tell which it is.
 * Source: https://github.com/huggingface/peft, utils/transformers_weight_conversion.py, `ParamWrapper` in
 * tuners/lora/layer.py
 */
export function fusedIn(i: number, parts: ReadonlyMap<string, Tensor>, config: ModelConfig): Fused[] {
  const experts = expertsOf(i);
  const [gateUpProj, downProj] = fusedParameters(i);
  const { width, hidden } = config;
  const matrix = (e: number, name: 'w1' | 'w2' | 'w3') => layerNames(i).expert(e, name);
  const gateUp = {
    ...{ parameter: gateUpProj, rows: 2 * hidden, columns: width },
    split: (whole: Factors) =>
      perExpert(whole, config.experts).flatMap((one, e) => {
        const [w1, w3] = halves(one);
        return [[matrix(e, 'w1'), w1] as [string, Factors], [matrix(e, 'w3'), w3] as [string, Factors]];
      }),
  };
  const down = {
    ...{ parameter: downProj, rows: width, columns: hidden },
    split: (whole: Factors) =>
      perExpert(whole, config.experts).map((one, e): [string, Factors] => [matrix(e, 'w2'), one]),
  };
  return [`${experts}.base_layer`, experts].flatMap((module) => {
    const rows = parts.get(`${module}.lora_B.weight`)?.shape[0];
    if (rows === undefined) return [];
    const columns = parts.get(`${module}.lora_A.weight`)?.shape[1];
    const fits = (one: typeof gateUp | typeof down) => one.rows === rows && one.columns === columns;
    return [{ module, ...(fits(gateUp) ? gateUp : down) }];
  });
}

/** Of A [experts * rank, in] the rows of each expert; of B [out, rank * experts] every so many columns. */
function perExpert({ a, b, rank, scale }: Factors, experts: number): Factors[] {
  return Array.from({ length: experts }, (_, e) => ({
    ...{ rank, scale },
    a: a.subarray((e * a.length) / experts, ((e + 1) * a.length) / experts),
    b: Float32Array.from({ length: b.length / experts }, (_, at) => b[at * experts + e]),
  }));
}

/**
 * The factors of the upper and the lower half of the rows. They share A, unless B is in two blocks, as where PEFT has put
 * it together: then each half has its own rows of A, and half the rank.
 */
function halves({ a, b, rank, scale }: Factors): [Factors, Factors] {
  const half = rank / 2;
  const middle = b.length / 2;
  const isUpper = (at: number) => at < middle;
  const isLeft = (at: number) => at % rank < half;
  const inBlocks =
    Number.isInteger(half) && b.every((value, at) => value === 0 || isUpper(at) === isLeft(at));
  if (!inBlocks)
    return [
      { a, b: b.subarray(0, middle), rank, scale },
      { a, b: b.subarray(middle), rank, scale },
    ];
  return [
    {
      ...{ rank: half, scale },
      a: a.subarray(0, a.length / 2),
      b: b.filter((_, at) => isUpper(at) && isLeft(at)),
    },
    {
      ...{ rank: half, scale },
      a: a.subarray(a.length / 2),
      b: b.filter((_, at) => !isUpper(at) && !isLeft(at)),
    },
  ];
}
