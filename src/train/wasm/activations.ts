import { headSize, type ModelConfig } from '../../model/config';
import type { EngineOptions } from '../engine';
import { stackShape } from '../stacked';
import type { Address, Layout } from './layout';

/** Which token goes to which expert in one layer, and where its row lies (`kernels/grouping.ts`). */
export interface Routing {
  /** Expert and weight of each assignment, [tokens, topK]. */
  chosen: Address;
  weights: Address;
  /** Row of each assignment, [tokens, topK]. */
  rows: Address;
  /** Token and assignment of each row, [capacity]. */
  sources: Address;
  assignments: Address;
  /** First row and number of rows of each expert, [experts, 2]. */
  groups: Address;
  /** How many rows there are. */
  total: Address;
}

/** What a layer's forward pass leaves for its backward pass. */
export interface LayerActivations {
  /** The residual stream as it comes in, and between attention and experts, [tokens, width]. */
  x: Address;
  middle: Address;
  attentionRms: Address;
  expertRms: Address;
  /** Queries, keys and values, [tokens, 3 width], turned. */
  qkv: Address;
  /** Probabilities, [rows, heads, length, length]. */
  p: Address;
  /** What attention gives, [tokens, width]. */
  attended: Address;
  routing: Routing;
  /** [capacity, 2 hidden], on the way back its gradient. */
  h: Address;
}

/** Everything a step writes besides gradients and parameters. */
export interface Activations {
  layers: LayerActivations[];
  /** The stream after the last layer. */
  x: Address;
  finalRms: Address;

  ids: Address;
  targets: Address;
  /** One group with all tokens, for products of all of them. */
  allTokens: Address;
  /** How many tokens are predicted. */
  predicted: Address;
  cosines: Address;
  sines: Address;

  // Scratch that all layers share, [tokens, width] unless told otherwise.
  normed: Address;
  dNormed: Address;
  delta: Address;
  dx: Address;
  /** [tokens, 3 width] */
  dQkv: Address;
  /** [tokens, experts] */
  scores: Address;
  dScores: Address;
  /** [tokens, topK] */
  dWeights: Address;
  /** [capacity, hidden] */
  act: Address;
  u: Address;
  /** [capacity, width] */
  y: Address;
  /** LoRA's inner products and their gradients, [rows, parts * rank]. */
  inner: Address;
  dInner: Address;
  /** The left operand of a product, in panels. */
  packed: Address;
  /** The gain's gradient by chunks of rows. */
  partials: Address;

  /** [tokens, vocab] */
  logits: Address;
  loss: Address;
  sums: Address;
  /** The sum of the losses, float64. */
  total: Address;
  /** Raised where a number of the step is not finite. */
  flag: Address;
  /** AdamW's three numbers of this step (`kernels/adamw.ts`). */
  rates: Address;
}

/** Rows that `tokens` tokens can need where each expert's begin at a whole panel. */
export function capacity({ topK, experts }: ModelConfig, tokens: number, panel: number): number {
  return Math.ceil((tokens * topK + experts * (panel - 1)) / panel) * panel;
}

export function placeActivations(
  layout: Layout,
  config: ModelConfig,
  { maxTokens: tokens, maxLength, lora, method }: EngineOptions,
  panel: number,
): Activations {
  const { width, hidden, vocab, heads, experts, topK, context } = config;
  const rows = capacity(config, tokens, panel);
  const stream = () => layout.words(tokens * width);
  const layer = (): LayerActivations => ({
    x: stream(),
    middle: stream(),
    attentionRms: layout.words(tokens),
    expertRms: layout.words(tokens),
    qkv: layout.words(tokens * 3 * width),
    p: layout.words(heads * tokens * maxLength),
    attended: stream(),
    routing: {
      chosen: layout.words(tokens * topK),
      weights: layout.words(tokens * topK),
      rows: layout.words(tokens * topK),
      sources: layout.words(rows),
      assignments: layout.words(rows),
      groups: layout.words(2 * experts),
      total: layout.words(1),
    },
    h: layout.words(rows * 2 * hidden),
  });
  const inner = lora ? rows * lora.rank * stackShape(config, 'qkv').parts : 0;
  const angles = (context * headSize(config)) / 2;
  return {
    layers: Array.from({ length: config.layers }, layer),
    x: stream(),
    finalRms: layout.words(tokens),
    ids: layout.words(tokens),
    targets: layout.words(tokens),
    allTokens: layout.words(2),
    predicted: layout.words(1),
    cosines: layout.words(angles),
    sines: layout.words(angles),
    normed: stream(),
    dNormed: stream(),
    delta: stream(),
    dx: stream(),
    dQkv: layout.words(tokens * 3 * width),
    scores: layout.words(tokens * experts),
    dScores: layout.words(tokens * experts),
    dWeights: layout.words(tokens * topK),
    act: layout.words(rows * hidden),
    u: layout.words(rows * hidden),
    y: layout.words(rows * width),
    inner: layout.words(inner),
    dInner: layout.words(inner),
    packed: layout.words(packedSize(config, tokens, rows, panel, method === 'full' || lora !== undefined)),
    partials: layout.words(tokens * width),
    logits: layout.words(tokens * vocab),
    loss: layout.words(tokens),
    sums: layout.words(tokens),
    total: layout.words(2),
    flag: layout.words(1),
    rates: layout.words(3),
  };
}

/** The largest left operand: by rows, and where weights are trained by columns too. */
function packedSize(
  { width, hidden, vocab }: ModelConfig,
  tokens: number,
  rows: number,
  panel: number,
  byColumns: boolean,
): number {
  const wide = byColumns ? panel : 0;
  return Math.max(
    (tokens + panel) * (Math.max(vocab, 3 * width) + wide),
    (rows + panel) * (Math.max(2 * hidden, width) + wide),
  );
}

/** What one thread keeps for itself, in words: a block of a right operand, or what attention needs for one head. */
export function scratchSize(config: ModelConfig, maxLength: number, panel: number): number {
  const size = Math.ceil(headSize(config) / 8) * 8;
  const wide = Math.ceil(maxLength / 8) * 8;
  const attention = 2 * wide * size + maxLength * wide + panel * (2 * wide + size);
  return TILE + Math.max(RIGHT_BLOCK, attention);
}

/** A tile at the edge of a matrix. */
const TILE = 64;

/** The most numbers of a right operand's block: they stay in a core's own cache. */
export const RIGHT_BLOCK = 32768;
