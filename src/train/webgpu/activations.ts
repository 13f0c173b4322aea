import type { ModelConfig } from '../../model/config';
import type { EngineOptions } from '../engine';
import { ALIGNMENT, type GpuBuffers, part, roundUp, type View } from './buffers';
import { type AttentionKept, type AttentionScratch, scoresSize } from './operations/attention';
import type { LossViews } from './operations/crossentropy';
import type { ExpertScratch } from './operations/experts';
import { allocateRouting, capacity, type Routing } from './operations/grouping';
import type { LoraScratch } from './operations/lora';
import { gainPartials } from './operations/rmsnorm';

/** What a layer's forward pass leaves for its backward pass. */
export interface LayerActivations extends AttentionKept {
  /** The residual stream as it comes in, and between attention and experts, [tokens, width]. */
  x: View;
  middle: View;
  /** Of the two norms, [tokens]. */
  attentionRms: View;
  expertRms: View;
  /** What attention hands to its output projection, [tokens, width]. */
  attended: View;
  routing: Routing;
  /** [capacity, 2 hidden] */
  h: View;
}

/** Everything of a step but the parameters. Scratch is shared by all layers. */
export interface Activations {
  /** Ids and where they repeat, [tokens] each. */
  ids: View;
  firsts: View;
  repeats: View;
  ropeTable: View;
  layers: LayerActivations[];
  /** The residual stream after the last layer. */
  x: View;
  finalRms: View;
  /** A norm's result, and its gradient, [tokens, width]. */
  normed: View;
  dNormed: View;
  /** What a projection adds to the residual stream, or its gradient, [tokens, width]. */
  delta: View;
  /** The gradient of the residual stream, [tokens, width]. */
  dx: View;
  dQkv: View;
  attention: AttentionScratch;
  gainPartials: View;
  routerScores: View;
  /** Gradients of the experts' weights and of the chosen scores, [tokens, topK]. */
  dWeights: View;
  dRouterScores: View;
  experts: ExpertScratch;
  /** Between the two factors of LoRA: of a layer's attention, and of its experts. */
  lora?: Record<'attention' | 'experts', LoraScratch>;
  /** Logits of one chunk of the batch's tokens, [chunkRows, vocab]. */
  logits: View;
  chunkRows: number;
  loss: LossViews;
  /** Summed losses of the last steps, and which of these steps were skipped, [LOSS_SLOTS]. */
  totals: View;
  flags: View;
}

/** Steps whose losses wait on the graphics processor before they have to be fetched. */
export const LOSS_SLOTS = 64;

/** Logits that are in memory at once, in bytes: 128 tokens of the base's vocabulary. */
const LOGITS_BYTES = 8 * 2 ** 20;

/** Rows of experts come in blocks of `block`. */
export function allocateActivations(
  buffers: GpuBuffers,
  config: ModelConfig,
  { maxTokens, maxLength, lora }: EngineOptions,
  block: number,
): Activations {
  const { width, hidden, heads, experts, topK, vocab } = config;
  const rows = capacity(config, maxTokens, block);
  const tensor = (label: string, size: number) => buffers.tensor(label, size);
  const stream = (label: string) => tensor(label, maxTokens * width);
  const perToken = (label: string) => tensor(label, maxTokens);
  // Chunks start at bindings, hence the alignment.
  const affordable = Math.max(Math.floor(LOGITS_BYTES / 4 / vocab / ALIGNMENT), 1) * ALIGNMENT;
  const chunkRows = Math.min(affordable, roundUp(maxTokens, ALIGNMENT));
  const loraScratch = (size: number): LoraScratch => ({
    inner: tensor('inside of LoRA', size),
    dInner: tensor('gradient inside of LoRA', size),
  });
  const layer = (): LayerActivations => ({
    x: stream('residual stream'),
    middle: stream('residual stream after attention'),
    attentionRms: perToken('rms before attention'),
    expertRms: perToken('rms before the experts'),
    qkv: tensor('queries, keys and values', 3 * maxTokens * width),
    normalisers: tensor('normalisers of attention', 2 * maxTokens * heads),
    attended: stream('attended values'),
    routing: allocateRouting(buffers, config, maxTokens, block),
    h: tensor('hidden layer of the experts', rows * 2 * hidden),
  });
  const scores = roundUp(scoresSize(config, maxTokens, maxLength), ALIGNMENT);
  // The head and the layers take turns.
  const shared = tensor('logits, or scores of attention', Math.max(chunkRows * vocab, 2 * scores));
  return {
    ids: perToken('token ids'),
    firsts: perToken('first occurrences'),
    repeats: perToken('repeats'),
    ropeTable: tensor('rotations', (maxLength * width) / heads),
    layers: Array.from({ length: config.layers }, layer),
    x: stream('residual stream'),
    finalRms: perToken('rms before the head'),
    normed: stream('normed stream'),
    dNormed: stream('gradient of the normed stream'),
    delta: stream('change of the residual stream'),
    dx: stream('gradient of the residual stream'),
    dQkv: tensor('gradient of queries, keys and values', 3 * maxTokens * width),
    attention: { scores: part(shared, 0, scores), dScores: part(shared, scores, scores) },
    gainPartials: tensor('partial gradients of a gain', gainPartials(config, maxTokens)),
    routerScores: tensor('router scores', maxTokens * experts),
    dWeights: tensor('gradients of expert weights', maxTokens * topK),
    dRouterScores: tensor('gradients of router scores', maxTokens * topK),
    experts: {
      act: tensor('activations of experts', rows * hidden),
      y: tensor('results of experts', rows * width),
    },
    lora: lora && {
      attention: loraScratch(3 * maxTokens * lora.rank),
      experts: loraScratch(lora.targets === 'all' ? 2 * rows * lora.rank : 0),
    },
    logits: part(shared, 0, chunkRows * vocab),
    chunkRows,
    loss: {
      targets: perToken('targets'),
      logSumExp: perToken('log-sum-exp'),
      losses: perToken('losses'),
    },
    totals: tensor('losses of steps', LOSS_SLOTS),
    flags: tensor('skipped steps', LOSS_SLOTS),
  };
}
