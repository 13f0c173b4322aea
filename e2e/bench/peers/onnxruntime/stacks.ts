import type { ModelConfig } from '../../../../src/model/config';
import { type Lora, loraNames, loraParameters } from '../../../../src/model/lora';
import {
  EMBEDDING,
  gainNames,
  layerNames,
  type Parameter,
  parameters,
} from '../../../../src/model/parameters';
import type { Weights } from '../../../../src/model/weights';
import { type EngineOptions, requireLora } from '../../../../src/train/engine';

/**
 * Parameters that are always used together lie under each other in one array, so that one product does
 * the work of three: a layer's query, key and value projections, an expert's gate and up projections, and
 * all gains.
 */
export interface Stack {
  name: string;
  /** Rows of all parts together, and columns; one axis for the gains. */
  shape: readonly number[];
  /** Its parameters, in order. */
  parts: readonly { name: string; size: number }[];
}

export const GAINS = 'gains';
export const stackNames = {
  attention: (layer: number) => `layer.${layer}.qkv`,
  gateUp: (layer: number, expert: number) => `layer.${layer}.expert.${expert}.gate-up`,
};

/** The names of the stacks of factors that adapt a stack of matrices. */
export function loraStackNames(stack: string): { a: string; b: string } {
  return { a: `${stack}.lora_A`, b: `${stack}.lora_B` };
}

/** What a method trains, stacked. */
export function trainedStacks(config: ModelConfig, options: Pick<EngineOptions, 'method' | 'lora'>): Stack[] {
  switch (options.method) {
    case 'norm':
      return stacks(config).filter(({ name }) => name === GAINS);
    case 'lora':
      return loraStacks(config, requireLora(options));
    case 'full':
      return stacks(config);
  }
}

/** LoRA's factors: those of the matrices of a stack are stacked as these are, all A and all B. */
function loraStacks(config: ModelConfig, lora: Lora): Stack[] {
  const factors = new Map(loraParameters(config, lora).map((factor) => [factor.name, factor]));
  const stack = (name: string, parts: Parameter[]): Stack => ({
    name,
    shape: [parts.reduce((rows, { shape }) => rows + shape[0], 0), parts[0].shape[1]],
    parts,
  });
  return stacks(config)
    .filter(({ parts }) => factors.has(loraNames(parts[0].name).a))
    .flatMap(({ name, parts }) => {
      const names = loraStackNames(name);
      return (['a', 'b'] as const).map((factor) => {
        const each = parts.map((part) => factors.get(loraNames(part.name)[factor])!);
        return stack(names[factor], each);
      });
    });
}

/** Every parameter of the model, stacked; the gains come first. */
export function stacks(config: ModelConfig): Stack[] {
  const { width, hidden, layers, experts } = config;
  const table = new Map(parameters(config).map((parameter) => [parameter.name, parameter]));
  const stack = (name: string, parts: string[], ...shape: number[]): Stack => ({
    name,
    shape,
    parts: parts.map((part) => ({ name: part, size: table.get(part)!.size })),
  });
  const single = (name: string): Stack => stack(name, [name], ...table.get(name)!.shape);
  const gains = gainNames(config);
  const all = [stack(GAINS, gains, gains.length * width), single(EMBEDDING)];
  for (let i = 0; i < layers; i++) {
    const names = layerNames(i);
    all.push(stack(stackNames.attention(i), [names.q, names.k, names.v], 3 * width, width));
    all.push(single(names.o), single(names.router));
    for (let e = 0; e < experts; e++) {
      const gateUp = [names.expert(e, 'w1'), names.expert(e, 'w3')];
      all.push(stack(stackNames.gateUp(i, e), gateUp, 2 * hidden, width));
      all.push(single(names.expert(e, 'w2')));
    }
  }
  return all;
}

/** The values of a stack, in a fresh array or written into `into`. */
export function readStack(
  { parts }: Stack,
  weights: Weights,
  into = new Float32Array(parts.reduce((total, { size }) => total + size, 0)),
): Float32Array<ArrayBuffer> {
  let at = 0;
  for (const { name, size } of parts) {
    weights.read(name, into.subarray(at, at + size));
    at += size;
  }
  return into;
}
