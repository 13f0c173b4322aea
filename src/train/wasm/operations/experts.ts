import type { ModelConfig } from '../../../model/config';
import type { Activations, LayerActivations } from '../activations';
import type { Address } from '../layout';
import type { LayerMatrices } from '../matrices';
import type { Operation } from '../program';
import { type Adapted, adapt, adaptBackwardFactors, adaptBackwardInput } from './lora';
import {
  linear,
  linearBackwardInput,
  linearBackwardWeight,
  type Numbers,
  type Rows,
  type Workspace,
} from './product';

/** What the operations of a layer's experts are built with. */
export interface Experts {
  config: ModelConfig;
  workspace: Workspace;
  act: Activations;
  kept: LayerActivations;
  weights: LayerMatrices;
  /** LoRA beside the matrices of the experts. */
  lora?: { w13: Adapted; w2: Adapted };
  tokens: number;
}

/** The rows of the experts, one group each. */
export function expertRows({ experts }: ModelConfig, { routing }: LayerActivations): Rows {
  return { groups: routing.groups, count: experts };
}

/** Rows of `at` [tokens, width], taken as the experts' rows need them. */
function gathered({ config, kept }: Experts, at: Address): Numbers {
  return { at, row: config.width, index: kept.routing.sources };
}

/**
 * next = middle + the sum over each token's experts of weight * w2 (silu(w1 b) * w3 b), for the normed rows b in
 * `act.normed`. Only the chosen experts are computed.
 */
export function experts(own: Experts, next: Address): Operation[] {
  const { config, workspace, act, kept, weights, lora, tokens } = own;
  const { routing, h, middle } = kept;
  const { hidden, topK, width } = config;
  const rows = expertRows(config, kept);
  const b = gathered(own, act.normed);
  const inside = { at: act.act, row: hidden };
  return [
    ...linear(workspace, rows, weights.w13, b, h),
    ...(lora ? adapt(workspace, lora.w13, b, h, act) : []),
    ['activate', routing.total, h, act.act, hidden],
    ...linear(workspace, rows, weights.w2, inside, act.y),
    ...(lora ? adapt(workspace, lora.w2, inside, act.y, act) : []),
    ['combine', middle, act.y, routing.rows, routing.weights, next, tokens, topK, width],
  ];
}

/**
 * From dOut in `act.dx` through the experts' last product and the SwiGLU: assigns `act.dWeights`, turns `h` into its
 * gradient, and leaves weight * act in `act.act` where it is needed; of LoRA, assigns the gradients of w2's factors.
 */
export function expertsBackwardHidden(own: Experts, keepsAct: boolean): Operation[] {
  const { config, workspace, act, kept, weights, lora } = own;
  const { routing, h } = kept;
  const rows = expertRows(config, kept);
  const dOut = gathered(own, act.dx);
  const { hidden } = config;
  return [
    ...linearBackwardInput(workspace, rows, weights.w2, dOut, act.u),
    ...(lora ? adaptBackwardInput(workspace, lora.w2, dOut, act.u, act) : []),
    [
      'expertsBackwardHidden',
      routing.total,
      routing.assignments,
      routing.weights,
      h,
      act.u,
      act.dWeights,
      keepsAct || lora ? act.act : 0,
      hidden,
    ],
    // With weight * act in the place of act, what dOut lacks of its weight is there.
    ...(lora ? adaptBackwardFactors(workspace, lora.w2, { at: act.act, row: hidden }, dOut, act) : []),
  ];
}

/** Where the matrices are trained, from what `expertsBackwardHidden` left: their gradients. */
export function expertsBackwardWeights(own: Experts, gradients: LayerMatrices): Operation[] {
  const { config, workspace, act, kept } = own;
  const rows = expertRows(config, kept);
  const { hidden } = config;
  const dh = { at: kept.h, row: 2 * hidden };
  return [
    ...linearBackwardWeight(workspace, rows, gradients.w13, dh, gathered(own, act.normed)),
    ...linearBackwardWeight(workspace, rows, gradients.w2, gathered(own, act.dx), {
      at: act.act,
      row: hidden,
    }),
  ];
}

/** db in `act.dNormed`, from dh in `h` and the scores' gradient; of LoRA, the gradients of w13's factors. */
export function expertsBackwardInput(own: Experts): Operation[] {
  const { config, workspace, act, kept, weights, lora, tokens } = own;
  const { routing, h } = kept;
  const { topK, width, hidden, experts } = config;
  const rows = expertRows(config, kept);
  const dh = { at: h, row: 2 * hidden };
  return [
    ...linearBackwardInput(workspace, rows, weights.w13, dh, act.y),
    ...(lora ? adaptBackwardInput(workspace, lora.w13, dh, act.y, act) : []),
    ...(lora ? adaptBackwardFactors(workspace, lora.w13, gathered(own, act.normed), dh, act) : []),
    ['combine', 0, act.y, routing.rows, 0, act.dNormed, tokens, topK, width],
    [
      'addThroughRouter',
      routing.chosen,
      act.dScores,
      weights.router.values,
      act.dNormed,
      tokens,
      experts,
      topK,
      width,
    ],
  ];
}
