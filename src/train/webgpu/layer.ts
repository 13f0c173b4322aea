import type { ModelConfig } from '../../model/config';
import type { Block, NormBlock } from '../block';
import type { Activations, LayerActivations } from './activations';
import type { View } from './buffers';
import type { adaptedMatrices, LayerFactors } from './factors';
import type { LayerMatrices } from './matrices';
import { attention, attentionBackward } from './operations/attention';
import {
  type ExpertLora,
  experts,
  expertsBackwardHidden,
  expertsBackwardInput,
  expertsBackwardWeights,
} from './operations/experts';
import { group } from './operations/grouping';
import {
  type Adapted,
  adapt,
  adaptBackwardFactors,
  adaptBackwardInput,
  type Factors,
  type LoraScratch,
} from './operations/lora';
import { linear, linearBackwardInput, linearBackwardWeight, type Matrix } from './operations/product';
import { add } from './operations/residual';
import { rotate } from './operations/rope';
import { route, routeBackward, routeBackwardRouter } from './operations/router';
import type { Operation, Step } from './program';

/** What both blocks of a layer are built with. */
export interface Layer {
  config: ModelConfig;
  /** Scratch that all layers share. */
  act: Activations;
  /** What this layer keeps for its way back. */
  kept: LayerActivations;
  weights: LayerMatrices;
  /** Where the gradients of the matrices go, where these are trained. */
  gradients?: Record<keyof LayerMatrices, View>;
  /** LoRA's factors beside the matrices, where these are trained. */
  lora?: LayerLora;
  attentionNorm: NormBlock<Operation>;
  expertNorm: NormBlock<Operation>;
  /** The residual stream after this layer. */
  next: View;
  /** Whether anything below this layer is trained. */
  goesOn: boolean;
}

/** LoRA's part of a layer; the experts' only where it adapts them. */
export interface LayerLora {
  adapted: ReturnType<typeof adaptedMatrices>;
  gradients: LayerFactors;
  scratch: LoraScratch;
  experts?: ExpertLora;
}

/** middle = x + o(attention(rotated qkv(norm(x)))) */
export function attentionBlock(layer: Layer): Block<Operation> {
  const { config, act, kept, attentionNorm: norm, goesOn } = layer;
  const { width } = config;
  const qkv = projection(layer, 'qkv', 3 * width, width);
  const o = projection(layer, 'o', width, width);
  // Below the first layer's norm there is only the embedding; the norm's gain needs what reaches it.
  const reachesNorm = goesOn || norm.trains;
  return {
    forward: [
      norm.forward(),
      ...qkv.forward(act.normed, kept.qkv),
      rotate(config, act.ropeTable, kept.qkv, 1),
      ...attention(config, kept, act.attention, kept.attended),
      ...o.forward(kept.attended, act.delta),
      add(config, kept.x, act.delta, kept.middle),
    ],
    backward: [
      ...o.backward(kept.attended, act.dx, act.delta),
      ...attentionBackward(config, kept, act.attention, act.delta, act.dQkv),
      rotate(config, act.ropeTable, act.dQkv, -1),
      ...(qkv.trains ? [norm.forward()] : []),
      ...qkv.backward(act.normed, act.dQkv, reachesNorm ? act.dNormed : undefined),
      ...norm.backward(goesOn ? 'add' : 'leave'),
    ],
  };
}

/** next = middle + the chosen experts' weighted sum on norm(middle) */
export function expertBlock({
  config,
  act,
  kept,
  weights,
  gradients,
  lora,
  expertNorm: norm,
  next,
}: Layer): Block<Operation> {
  const { routing, h } = kept;
  const { dx, normed, dNormed, dWeights, dRouterScores } = act;
  const low = lora?.experts;
  return {
    forward: [
      norm.forward(),
      ...route(config, weights.router.values, normed, act.routerScores, routing),
      group(config, routing),
      ...experts(config, weights, routing, { x: kept.middle, b: normed, h, out: next }, act.experts, low),
    ],
    backward: [
      ...expertsBackwardHidden(config, weights, routing, { dOut: dx, h, dWeights }, act.experts, low),
      routeBackward(config, routing, dWeights, dRouterScores),
      ...(gradients || low ? [norm.forward()] : []),
      ...(gradients
        ? [
            ...expertsBackwardWeights(
              config,
              gradients,
              routing,
              { dOut: dx, dh: h, b: normed },
              act.experts,
            ),
            routeBackwardRouter(config, routing, normed, dRouterScores, gradients.router),
          ]
        : []),
      ...expertsBackwardInput(
        config,
        weights,
        routing,
        { dh: h, dScores: dRouterScores, router: weights.router.values, db: dNormed },
        act.experts,
        low && { ...low, b: normed },
      ),
      ...norm.backward('add'),
    ],
  };
}

/** One of attention's matrices [out, in], or several one above the other, with LoRA's factors beside it. */
interface Projection {
  /** y [tokens, out] from x [tokens, in]. */
  forward(x: View, y: View): Operation[];
  /** From dy: the gradients of what is trained here, and of x into `dx` where that is asked for. */
  backward(x: View, dy: View, dx: View | undefined): Operation[];
  /** Whether anything is trained here, which needs x again on the way back. */
  trains: boolean;
}

function projection(
  { weights, gradients, lora }: Layer,
  name: 'qkv' | 'o',
  outputs: number,
  inputs: number,
): Projection {
  const shaped = <W extends Matrix | View>(weight: W) => ({ weight, out: outputs, in: inputs });
  const low = lora && lowRank(lora.adapted[name], lora.gradients[name], lora.scratch);
  return {
    forward: (x, y) => [linear(shaped(weights[name]), x, y, allTokens), ...(low ? low.forward(x, y) : [])],
    backward: (x, dy, dx) => [
      ...(gradients ? [linearBackwardWeight(shaped(gradients[name]), dy, x, allTokens)] : []),
      ...(dx ? [linearBackwardInput(shaped(weights[name]), dy, dx, allTokens)] : []),
      ...(low ? low.backward(x, dy, dx) : []),
    ],
    trains: gradients !== undefined || lora !== undefined,
  };
}

/** What LoRA adds to a product, and to its way back. */
function lowRank(adapted: Adapted, gradients: Factors, scratch: LoraScratch): Omit<Projection, 'trains'> {
  return {
    forward: (x, y) => adapt(adapted, x, y, scratch),
    backward: (x, dy, dx) => [
      ...adaptBackwardInput(adapted, dy, dx, scratch),
      ...adaptBackwardFactors(adapted, gradients, { x, dy }, scratch),
    ],
  };
}

const allTokens = ({ tokens }: Step) => tokens;
