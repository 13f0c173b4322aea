import type { ModelConfig } from '../../model/config';
import type { Lora } from '../../model/lora';
import type { EngineOptions } from '../engine';
import type { Activations } from './activations';
import { part, type View } from './buffers';
import { adaptedMatrices, layerFactors } from './factors';
import type { Matrices } from './matrices';
import { adamw, type Trained } from './operations/adamw';
import { attention, attentionBackward } from './operations/attention';
import { type Chunk, crossEntropy, crossEntropyBackward, totalLoss } from './operations/crossentropy';
import { embed, embedBackward } from './operations/embedding';
import {
  experts,
  expertsBackwardHidden,
  expertsBackwardInput,
  expertsBackwardWeights,
} from './operations/experts';
import { checkFinite } from './operations/finite';
import { group, type Routing } from './operations/grouping';
import { adapt, adaptBackwardFactors, adaptBackwardInput } from './operations/lora';
import { linear, linearBackwardInput, linearBackwardWeight } from './operations/product';
import { add } from './operations/residual';
import { type Norm, rmsnorm, rmsnormBackward } from './operations/rmsnorm';
import { rotate } from './operations/rope';
import { route, routeBackward, routeBackwardGate } from './operations/router';
import { gainView, layerViews, type ParameterBuffers, wholeBuffers } from './parameters';
import type { Operation, Step } from './program';

/** A training step as operations, cut into parts of one submit each. */
export interface Model {
  /** Embedding and layers: from ids to the residual stream, normed for the head. */
  forward: Operation[][];
  /** For each chunk of tokens its logits, then its losses; the last part sums the losses. */
  head: { chunk: Chunk; logits: Operation[]; loss: Operation[]; backward: Operation[] }[];
  total: Operation[];
  /** Head chunk by chunk (above), then the final norm, the layers in reverse, the embedding. */
  backward: Operation[][];
  /** AdamW on everything the method trains, if loss and gradients are finite. */
  update: Operation[];
}

/** The buffers of a model's parameters; values, gradients and moments hold what the method trains. */
export interface ModelParameters {
  /** All of them, trained or not. */
  matrices: Matrices;
  gains: View;
  values: ParameterBuffers;
  gradients: ParameterBuffers;
  momenta: ParameterBuffers;
  variances: ParameterBuffers;
}

const allTokens = ({ tokens }: Step) => tokens;

/**
 * The whole step, in the order of the mathematics. With gradients for the gains alone (norm-only training) no
 * gradient of a matrix is computed, and the backward pass ends at the first layer's norm.
 */
export function buildModel(
  config: ModelConfig,
  { matrices, gains, values, gradients, momenta, variances }: ModelParameters,
  act: Activations,
  { adamw: settings, maxTokens, lora }: EngineOptions,
): Model {
  const { width } = config;
  const full = gradients.matrices;
  const gain = (index: number) => gainView(config, gains, index);
  const normBackward = (index: number, norm: Norm, input: 'assign' | 'add' | 'leave') => {
    const dGain = gradients.gains && gainView(config, gradients.gains, index);
    return rmsnormBackward(config, norm, act.dNormed, act, input, dGain);
  };
  const finalNorm: Norm = { x: act.x, gain: gain(2 * config.layers), inverseRms: act.finalRms };

  const layers = act.layers.map((a, i) => {
    const w = matrices.layers[i];
    const dw = full && layerViews(config, full.layers[i]);
    const low = lora && layerLora(config, lora, i, { values, gradients }, a.routing, act);
    const next = act.layers[i + 1]?.x ?? act.x;
    const norms: [Norm, Norm] = [
      { x: a.x, gain: gain(2 * i), inverseRms: a.attentionRms },
      { x: a.middle, gain: gain(2 * i + 1), inverseRms: a.expertRms },
    ];
    const qkv = <W>(weight: W) => ({ weight, out: 3 * width, in: width });
    const o = <W>(weight: W) => ({ weight, out: width, in: width });

    const forward = [
      rmsnorm(config, norms[0], act.normed),
      linear(qkv(w.qkv), act.normed, a.qkv, allTokens),
      ...(low ? adapt(low.qkv, act.normed, a.qkv, low.scratch) : []),
      rotate(config, act.ropeTable, a.qkv, 1),
      ...attention(config, a, act.attention, a.attended),
      linear(o(w.o), a.attended, act.delta, allTokens),
      ...(low ? adapt(low.o, a.attended, act.delta, low.scratch) : []),
      add(config, a.x, act.delta, a.middle),

      rmsnorm(config, norms[1], act.normed),
      ...route(config, w.gate.values, act.normed, act.routerScores, a.routing),
      group(config, a.routing),
      ...experts(
        config,
        w,
        a.routing,
        { x: a.middle, b: act.normed, h: a.h, out: next },
        act.experts,
        low?.experts,
      ),
    ];

    const { dWeights, dRouterScores, dx, dNormed } = act;
    const backwardExperts = [
      ...expertsBackwardHidden(
        config,
        w,
        a.routing,
        { dOut: dx, h: a.h, dWeights },
        act.experts,
        low?.experts,
      ),
      routeBackward(config, a.routing, dWeights, dRouterScores),
      ...(dw || low?.experts ? [rmsnorm(config, norms[1], act.normed)] : []),
      ...(dw
        ? [
            ...expertsBackwardWeights(
              config,
              dw,
              a.routing,
              { dOut: dx, dh: a.h, b: act.normed },
              act.experts,
            ),
            routeBackwardGate(config, a.routing, act.normed, dRouterScores, dw.gate),
          ]
        : []),
      ...expertsBackwardInput(
        config,
        w,
        a.routing,
        { dh: a.h, dScores: dRouterScores, gate: w.gate.values, db: dNormed },
        act.experts,
        low?.experts && { ...low.experts, b: act.normed },
      ),
      ...normBackward(2 * i + 1, norms[1], 'add'),
    ];

    // Below the first layer's norm there is only the embedding; its gain needs what reaches it.
    const goesOn = i > 0 || full;
    const reachesNorm = goesOn || gradients.gains;
    const backwardAttention = [
      ...(dw ? [linearBackwardWeight(o(dw.o), dx, a.attended, allTokens)] : []),
      linearBackwardInput(o(w.o), dx, act.delta, allTokens),
      ...(low
        ? [
            ...adaptBackwardInput(low.o, dx, act.delta, low.scratch),
            ...adaptBackwardFactors(low.o, low.gradients.o, { x: a.attended, dy: dx }, low.scratch),
          ]
        : []),
      ...attentionBackward(config, a, act.attention, act.delta, act.dQkv),
      rotate(config, act.ropeTable, act.dQkv, -1),
      ...(dw || low ? [rmsnorm(config, norms[0], act.normed)] : []),
      ...(dw ? [linearBackwardWeight(qkv(dw.qkv), act.dQkv, act.normed, allTokens)] : []),
      ...(reachesNorm ? [linearBackwardInput(qkv(w.qkv), act.dQkv, dNormed, allTokens)] : []),
      ...(low
        ? [
            ...adaptBackwardInput(low.qkv, act.dQkv, reachesNorm ? dNormed : undefined, low.scratch),
            ...adaptBackwardFactors(low.qkv, low.gradients.qkv, { x: act.normed, dy: act.dQkv }, low.scratch),
          ]
        : []),
      ...normBackward(2 * i, norms[0], goesOn ? 'add' : 'leave'),
    ];

    return { forward, backward: [...backwardExperts, ...backwardAttention] };
  });

  const table = <W>(weight: W) => ({ weight, out: config.vocab, in: width });
  const head = chunks(maxTokens, act.chunkRows).map((chunk) => {
    const rows = (view: View) =>
      part(view, chunk.first * width, Math.min(act.chunkRows, maxTokens - chunk.first) * width);
    return {
      chunk,
      logits: [linear(table(matrices.embedding), rows(act.normed), act.logits, chunk.rows)],
      loss: [crossEntropy(config, chunk, act.logits, act.loss)],
      backward: [
        crossEntropyBackward(config, chunk, act.logits, act.loss),
        linearBackwardInput(table(matrices.embedding), act.logits, rows(act.dNormed), chunk.rows),
        ...(full
          ? [
              linearBackwardWeight(
                table(full.embedding),
                act.logits,
                rows(act.normed),
                chunk.rows,
                chunk.first > 0,
              ),
            ]
          : []),
      ],
    };
  });

  const trained = wholeBuffers(gradients).map(
    (gradient, i): Trained => ({
      values: wholeBuffers(values)[i],
      gradient,
      momentum: wholeBuffers(momenta)[i],
      variance: wholeBuffers(variances)[i],
    }),
  );

  return {
    forward: [
      [embed(config, act.ids, matrices.embedding, act.layers[0].x), ...layers[0].forward],
      ...layers.slice(1).map((layer) => layer.forward),
      [rmsnorm(config, finalNorm, act.normed)],
    ],
    head,
    total: [totalLoss(act.loss, act.totals, act.flags)],
    backward: [
      normBackward(2 * config.layers, finalNorm, 'assign'),
      ...layers.map((layer) => layer.backward).reverse(),
      full ? [embedBackward(config, act, act.dx, full.embedding)] : [],
    ],
    update: [
      ...trained.map(({ gradient }) => checkFinite(gradient, act.flags)),
      ...trained.map((buffers) => adamw(settings, buffers, act.flags)),
    ],
  };
}

/** What LoRA adds to layer `i`. */
function layerLora(
  config: ModelConfig,
  lora: Lora,
  i: number,
  { values, gradients }: Pick<ModelParameters, 'values' | 'gradients'>,
  routing: Routing,
  act: Activations,
) {
  const { qkv, o, w13, w2 } = adaptedMatrices(
    config,
    lora,
    layerFactors(config, lora, values.factors![i]),
    routing,
  );
  const own = layerFactors(config, lora, gradients.factors![i]);
  const scratch = act.lora!;
  const experts = w13 &&
    w2 && { w13, w2, gradients: { w13: own.w13!, w2: own.w2! }, scratch: scratch.experts };
  return { qkv, o, experts, gradients: own, scratch: scratch.attention };
}

function chunks(maxTokens: number, chunkRows: number): Chunk[] {
  return Array.from({ length: Math.ceil(maxTokens / chunkRows) }, (_, i) => ({
    first: i * chunkRows,
    rows: ({ tokens }: Step) => Math.min(Math.max(tokens - i * chunkRows, 0), chunkRows),
  }));
}
