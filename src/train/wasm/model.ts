import type { ModelConfig } from '../../model/config';
import type { NormBlock } from '../block';
import type { EngineOptions } from '../engine';
import { type AdaptedName, stackShape } from '../stacked';
import type { Activations } from './activations';
import { attentionBlock, expertBlock, type Layer, type Step } from './layer';
import type { Address } from './layout';
import type { Matrices } from './matrices';
import { expertRows } from './operations/experts';
import {
  linear,
  linearBackwardInput,
  linearBackwardWeight,
  type Rows,
  type Workspace,
} from './operations/product';
import type { Factors, Trained } from './parameters';
import type { Operation } from './program';

/** Rows of a batch whose part of a gain's gradient is summed first (`kernels/rmsnorm.ts`). */
export const NORM_CHUNK = 16;

/** Where a model's parameters lie; values, gradients and moments hold what the method trains. */
export interface ModelParameters {
  /** All of them, trained or not. */
  matrices: Matrices;
  gains: readonly Address[];
  values: Trained;
  gradients: Trained;
  momenta: Trained;
  variances: Trained;
}

/** A training step as operations, for batches of one size. */
export interface Model {
  /** From ids to the logits. */
  forward: Operation[];
  /** The losses and their sum. */
  loss: Operation[];
  /** The same, which leaves what the way back needs in the place of the logits. */
  lossForBackward: Operation[];
  /** Head, final norm, the layers in reverse, the embedding. */
  backward: Operation[];
  /** AdamW on everything the method trains, if loss and gradients are finite. */
  update: Operation[];
}

/**
 * The whole step, in the order of the mathematics. With gradients for the gains alone (norm-only training) no
 * gradient of a matrix is computed, and the backward pass ends at the first layer's norm.
 */
export function buildModel(
  config: ModelConfig,
  parameters: ModelParameters,
  act: Activations,
  options: EngineOptions,
  workspace: Workspace,
  step: Step,
): Model {
  const { width, vocab, eps } = config;
  const { tokens } = step;
  const { matrices, gains, gradients } = parameters;
  const { embedding } = matrices;
  const full = gradients.matrices;
  const all: Rows = { groups: act.allTokens, count: 1 };

  /** The norm `index` (in the order of `gainNames`) of `x`, which keeps its inverse root mean squares for the way back. */
  const normBlock = (index: number, x: Address, inverse: Address): NormBlock<Operation> => {
    const gain = gains[index];
    const dGain = gradients.gains?.[index];
    return {
      forward: () => ['rmsnorm', x, gain, act.normed, inverse, tokens, width, eps],
      backward(input) {
        const mode = { leave: 0, assign: 1, add: 2 }[input];
        if (mode === 0 && dGain === undefined) return [];
        const sums = dGain === undefined ? 0 : act.partials;
        const norm: Operation = [
          'rmsnormBackward',
          x,
          gain,
          inverse,
          act.dNormed,
          act.dx,
          mode,
          sums,
          tokens,
          width,
        ];
        const chunks = Math.ceil(tokens / NORM_CHUNK);
        return dGain === undefined ? [norm] : [norm, ['reduce', sums, chunks, width, dGain]];
      },
      trains: dGain !== undefined,
    };
  };

  const layers = act.layers.map((kept, i) => {
    const layer: Layer = {
      config,
      step,
      workspace,
      all,
      act,
      kept,
      weights: matrices.layers[i],
      gradients: full?.layers[i],
      lora: layerLora(config, parameters, options, i, all, expertRows(config, kept)),
      attentionNorm: normBlock(2 * i, kept.x, kept.attentionRms),
      expertNorm: normBlock(2 * i + 1, kept.middle, kept.expertRms),
      next: act.layers[i + 1]?.x ?? act.x,
      goesOn: i > 0 || full !== undefined,
    };
    const blocks = [attentionBlock(layer), expertBlock(layer)];
    return {
      forward: blocks.flatMap(({ forward }) => forward),
      backward: [...blocks].reverse().flatMap(({ backward }) => backward),
    };
  });
  const finalNorm = normBlock(2 * config.layers, act.x, act.finalRms);
  const normed = { at: act.normed, row: width };
  const dLogits = { at: act.logits, row: vocab };
  const loss = (sums: Address): Operation[] => [
    ['crossEntropy', act.logits, act.targets, act.loss, sums, tokens, vocab],
    ['totalLoss', act.loss, act.total, act.flag, tokens],
  ];

  return {
    forward: [
      [
        'embed',
        act.ids,
        Number(embedding.scales !== undefined),
        embedding.values,
        embedding.scales ?? 0,
        act.layers[0].x,
        tokens,
        width,
      ],
      ...layers.flatMap(({ forward }) => forward),
      finalNorm.forward(),
      ...linear(workspace, all, embedding, normed, act.logits),
    ],
    loss: loss(0),
    lossForBackward: loss(act.sums),
    backward: [
      ['crossEntropyBackward', act.logits, act.targets, act.sums, act.predicted, tokens, vocab],
      ...linearBackwardInput(workspace, all, embedding, dLogits, act.dNormed),
      ...(full ? linearBackwardWeight(workspace, all, full.embedding, dLogits, normed) : []),
      ...finalNorm.backward('assign'),
      ...[...layers].reverse().flatMap(({ backward }) => backward),
      ...(full
        ? [['embedBackward', act.ids, act.dx, full.embedding.values, tokens, width] satisfies Operation]
        : []),
    ],
    update: update(parameters, options, act),
  };
}

/** Whether the gradients are finite, then AdamW, on all that is trained at once. */
function update(
  { values, gradients, momenta, variances }: ModelParameters,
  { adamw: { beta1, beta2, eps } }: EngineOptions,
  { flag, rates }: Activations,
): Operation[] {
  const { size } = values;
  return [
    ['checkFinite', gradients.at, size, flag],
    [
      'adamw',
      values.at,
      gradients.at,
      momenta.at,
      variances.at,
      size,
      rates,
      flag,
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      eps,
    ],
  ];
}

/** What LoRA adds to layer `i`. */
function layerLora(
  config: ModelConfig,
  { values, gradients }: ModelParameters,
  { lora }: EngineOptions,
  i: number,
  all: Rows,
  byExpert: Rows,
): Layer['lora'] {
  const own = values.factors?.[i];
  if (!own || !lora) return undefined;
  const adapted = Object.entries(own).map(([name, factors]) => {
    const stack = name as AdaptedName;
    const { parts, groups } = stackShape(config, stack);
    const rows = groups === 1 ? all : byExpert;
    return [
      name,
      { factors, gradients: gradients.factors![i][stack] as Factors, rank: lora.rank, parts, rows },
    ];
  });
  return Object.fromEntries(adapted);
}
