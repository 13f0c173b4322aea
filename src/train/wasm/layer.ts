import type { ModelConfig } from '../../model/config';
import type { Block, NormBlock } from '../block';
import type { Activations, LayerActivations } from './activations';
import type { Address } from './layout';
import type { LayerMatrices } from './matrices';
import {
  experts,
  expertsBackwardHidden,
  expertsBackwardInput,
  expertsBackwardWeights,
} from './operations/experts';
import { type Adapted, adapt, adaptBackwardFactors, adaptBackwardInput } from './operations/lora';
import {
  linear,
  linearBackwardInput,
  linearBackwardWeight,
  type Numbers,
  type Rows,
  type Workspace,
} from './operations/product';
import type { Operation } from './program';

/** A batch's sizes: `tokens` is `rows * length`. */
export interface Step {
  rows: number;
  length: number;
  tokens: number;
}

/** What both blocks of a layer are built with. */
export interface Layer {
  config: ModelConfig;
  step: Step;
  workspace: Workspace;
  /** All tokens as one group. */
  all: Rows;
  /** Scratch that all layers share. */
  act: Activations;
  /** What this layer keeps for its way back. */
  kept: LayerActivations;
  weights: LayerMatrices;
  /** Where the gradients of the matrices go, where these are trained. */
  gradients?: LayerMatrices;
  /** What LoRA adds beside the matrices, where that is trained. */
  lora?: Partial<Record<'qkv' | 'o' | 'w13' | 'w2', Adapted>>;
  attentionNorm: NormBlock<Operation>;
  expertNorm: NormBlock<Operation>;
  /** The residual stream after this layer. */
  next: Address;
  /** Whether anything below this layer is trained. */
  goesOn: boolean;
}

/** middle = x + o(attention(turned qkv(norm(x)))) */
export function attentionBlock(layer: Layer): Block<Operation> {
  const { config, act, kept, attentionNorm: norm, goesOn } = layer;
  const { rows, length, tokens } = layer.step;
  const { width, heads } = config;
  const qkv = projection(layer, 'qkv');
  const o = projection(layer, 'o');
  // Below the first layer's norm there is only the embedding; the norm's gain needs what reaches it.
  const reachesNorm = goesOn || norm.trains;
  const turn = (at: Address, direction: number): Operation => [
    'rotate',
    at,
    act.cosines,
    act.sines,
    tokens,
    length,
    width,
    heads,
    direction,
  ];
  return {
    forward: [
      norm.forward(),
      ...qkv.forward(act.normed, kept.qkv),
      turn(kept.qkv, 1),
      ['attention', kept.qkv, kept.p, kept.attended, rows, length, width, heads],
      ...o.forward(kept.attended, act.delta),
      ['add', kept.x, act.delta, kept.middle, tokens * width],
    ],
    backward: [
      ...o.backward(kept.attended, act.dx, act.delta),
      ['attentionBackward', kept.qkv, kept.p, act.delta, act.dQkv, rows, length, width, heads],
      turn(act.dQkv, -1),
      ...(qkv.trains ? [norm.forward()] : []),
      ...qkv.backward(act.normed, act.dQkv, reachesNorm ? act.dNormed : undefined),
      ...norm.backward(goesOn ? 'add' : 'leave'),
    ],
  };
}

/** next = middle + the chosen experts' weighted sum on norm(middle) */
export function expertBlock(layer: Layer): Block<Operation> {
  const { config, step, workspace, all, act, kept, weights, gradients, expertNorm: norm, next } = layer;
  const { routing } = kept;
  const { width, topK, experts: count } = config;
  const { tokens } = step;
  const { w13, w2 } = layer.lora ?? {};
  const lora = w13 && w2 && { w13, w2 };
  const own = { config, workspace, act, kept, weights, lora, tokens };
  const normed: Numbers = { at: act.normed, row: width };
  const { chosen } = routing;
  return {
    forward: [
      norm.forward(),
      ...linear(workspace, all, weights.router, normed, act.scores),
      ['route', act.scores, chosen, routing.weights, tokens, count, topK],
      [
        'group',
        chosen,
        tokens,
        topK,
        count,
        routing.groups,
        routing.rows,
        routing.sources,
        routing.assignments,
        routing.total,
      ],
      ...experts(own, next),
    ],
    backward: [
      // The gradient of w13's factors and of the matrices needs the normed rows again.
      ...(gradients || lora ? [norm.forward()] : []),
      ...expertsBackwardHidden(own, gradients !== undefined),
      ['routeBackward', chosen, routing.weights, act.dWeights, act.dScores, tokens, count, topK],
      ...(gradients
        ? [
            ...expertsBackwardWeights(own, gradients),
            ...linearBackwardWeight(
              workspace,
              all,
              gradients.router,
              { at: act.dScores, row: count },
              normed,
            ),
          ]
        : []),
      ...expertsBackwardInput(own),
      ...norm.backward('add'),
    ],
  };
}

/** One of attention's matrices [out, in], or several one above the other, with LoRA's factors beside it. */
interface Projection {
  /** y [tokens, out] from x [tokens, in]. */
  forward(x: Address, y: Address): Operation[];
  /** From dy: the gradients of what is trained here, and of x into `dx` where that is asked for. */
  backward(x: Address, dy: Address, dx: Address | undefined): Operation[];
  /** Whether anything is trained here, which needs x again on the way back. */
  trains: boolean;
}

function projection({ workspace, all, act, weights, gradients, lora }: Layer, name: 'qkv' | 'o'): Projection {
  const matrix = weights[name];
  const adapted = lora?.[name];
  const ofX = (at: Address): Numbers => ({ at, row: matrix.in });
  const ofY = (at: Address): Numbers => ({ at, row: matrix.out });
  return {
    forward: (x, y) => [
      ...linear(workspace, all, matrix, ofX(x), y),
      ...(adapted ? adapt(workspace, adapted, ofX(x), y, act) : []),
    ],
    backward: (x, dy, dx) => [
      ...(gradients ? linearBackwardWeight(workspace, all, gradients[name], ofY(dy), ofX(x)) : []),
      ...(dx === undefined ? [] : linearBackwardInput(workspace, all, matrix, ofY(dy), dx)),
      ...(adapted
        ? [
            ...adaptBackwardInput(workspace, adapted, ofY(dy), dx, act),
            ...adaptBackwardFactors(workspace, adapted, ofX(x), ofY(dy), act),
          ]
        : []),
    ],
    trains: gradients !== undefined || adapted !== undefined,
  };
}
