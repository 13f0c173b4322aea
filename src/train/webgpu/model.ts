import type { ModelConfig } from '../../model/config';
import type { Lora } from '../../model/lora';
import type { NormBlock } from '../block';
import type { EngineOptions } from '../engine';
import type { Activations } from './activations';
import { part, type View } from './buffers';
import { adaptedMatrices, layerFactors } from './factors';
import { attentionBlock, expertBlock, type Layer, type LayerLora } from './layer';
import type { Matrices } from './matrices';
import { adamw, type Trained } from './operations/adamw';
import { type Chunk, crossEntropy, crossEntropyBackward, totalLoss } from './operations/crossentropy';
import { embed, embedBackward } from './operations/embedding';
import { checkFinite } from './operations/finite';
import type { Routing } from './operations/grouping';
import { linear, linearBackwardInput, linearBackwardWeight } from './operations/product';
import { rmsnorm, rmsnormBackward } from './operations/rmsnorm';
import { gainView, layerViews, type ParameterBuffers, wholeBuffers } from './parameters';
import type { Operation, Step } from './program';

/** A training step as operations, cut into parts of one submit each. */
export interface Model {
  /** Embedding and layers: from ids to the residual stream, normed for the head. */
  forward: Operation[][];
  /** For each chunk of tokens its logits, then its losses; the last part sums the losses. */
  head: HeadChunk[];
  total: Operation[];
  /** Head chunk by chunk (above), then the final norm, the layers in reverse, the embedding. */
  backward: Operation[][];
  /** AdamW on everything the method trains, if loss and gradients are finite. */
  update: Operation[];
}

interface HeadChunk {
  chunk: Chunk;
  logits: Operation[];
  loss: Operation[];
  backward: Operation[];
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

/**
 * The whole step, in the order of the mathematics. With gradients for the gains alone (norm-only training) no
 * gradient of a matrix is computed, and the backward pass ends at the first layer's norm.
 */
export function buildModel(
  config: ModelConfig,
  parameters: ModelParameters,
  act: Activations,
  { adamw: settings, maxTokens, lora }: EngineOptions,
): Model {
  const { matrices, gains, gradients } = parameters;
  const full = gradients.matrices;

  /** The norm `index` (see `gainView`) of `x`, which keeps its inverse root mean squares for the way back. */
  const normBlock = (index: number, x: View, inverseRms: View): NormBlock<Operation> => {
    const norm = { x, gain: gainView(config, gains, index), inverseRms };
    const dGain = gradients.gains && gainView(config, gradients.gains, index);
    return {
      forward: () => rmsnorm(config, norm, act.normed),
      backward: (input) => rmsnormBackward(config, norm, act.dNormed, act, input, dGain),
      trains: dGain !== undefined,
    };
  };

  const layers = act.layers.map((kept, i) => {
    const layer: Layer = {
      config,
      act,
      kept,
      weights: matrices.layers[i],
      gradients: full && layerViews(config, full.layers[i]),
      lora: lora && layerLora(config, lora, i, parameters, kept.routing, act),
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

  return {
    forward: [
      [embed(config, act.ids, matrices.embedding, act.layers[0].x), ...layers[0].forward],
      ...layers.slice(1).map((layer) => layer.forward),
      [finalNorm.forward()],
    ],
    head: head(config, parameters, act, maxTokens),
    total: [totalLoss(act.loss, act.totals, act.flags)],
    backward: [
      finalNorm.backward('assign'),
      ...[...layers].reverse().map((layer) => layer.backward),
      full ? [embedBackward(config, act, act.dx, full.embedding)] : [],
    ],
    update: update(parameters, settings, act.flags),
  };
}

/** Logits by the embedding again, losses and the way back, chunk by chunk of the batch's tokens. */
function head(
  config: ModelConfig,
  { matrices, gradients }: Pick<ModelParameters, 'matrices' | 'gradients'>,
  act: Activations,
  maxTokens: number,
): HeadChunk[] {
  const { width, vocab } = config;
  const table = <W>(weight: W) => ({ weight, out: vocab, in: width });
  const dEmbedding = gradients.matrices?.embedding;
  return chunks(maxTokens, act.chunkRows).map((chunk) => {
    const size = Math.min(act.chunkRows, maxTokens - chunk.first) * width;
    const [normed, dNormed] = [act.normed, act.dNormed].map((view) => part(view, chunk.first * width, size));
    const backward = [
      crossEntropyBackward(config, chunk, act.logits, act.loss),
      linearBackwardInput(table(matrices.embedding), act.logits, dNormed, chunk.rows),
    ];
    if (dEmbedding)
      backward.push(linearBackwardWeight(table(dEmbedding), act.logits, normed, chunk.rows, chunk.first > 0));
    return {
      chunk,
      logits: [linear(table(matrices.embedding), normed, act.logits, chunk.rows)],
      loss: [crossEntropy(config, chunk, act.logits, act.loss)],
      backward,
    };
  });
}

/** Whether the gradients are finite, then AdamW, buffer by buffer. */
function update(
  { values, gradients, momenta, variances }: ModelParameters,
  settings: EngineOptions['adamw'],
  flags: View,
): Operation[] {
  const [value, momentum, variance] = [values, momenta, variances].map(wholeBuffers);
  const trained = wholeBuffers(gradients).map(
    (gradient, i): Trained => ({ values: value[i], gradient, momentum: momentum[i], variance: variance[i] }),
  );
  return [
    ...trained.map(({ gradient }) => checkFinite(gradient, flags)),
    ...trained.map((buffers) => adamw(settings, buffers, flags)),
  ];
}

/** What LoRA adds to layer `i`. */
function layerLora(
  config: ModelConfig,
  lora: Lora,
  i: number,
  { values, gradients }: Pick<ModelParameters, 'values' | 'gradients'>,
  routing: Routing,
  act: Activations,
): LayerLora {
  const adapted = adaptedMatrices(config, lora, layerFactors(config, lora, values.factors![i]), routing);
  const own = layerFactors(config, lora, gradients.factors![i]);
  const scratch = act.lora!;
  const { w13, w2 } = adapted;
  return {
    adapted,
    gradients: own,
    scratch: scratch.attention,
    experts: w13 && w2 && { w13, w2, gradients: { w13: own.w13!, w2: own.w2! }, scratch: scratch.experts },
  };
}

function chunks(maxTokens: number, chunkRows: number): Chunk[] {
  return Array.from({ length: Math.ceil(maxTokens / chunkRows) }, (_, i) => ({
    first: i * chunkRows,
    rows: ({ tokens }: Step) => Math.min(Math.max(tokens - i * chunkRows, 0), chunkRows),
  }));
}
