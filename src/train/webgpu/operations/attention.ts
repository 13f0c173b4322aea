import { headSize, type ModelConfig } from '../../../model/config';
import { roundUp, type View } from '../buffers';
import { type Operation, type Step, spread } from '../program';
import { type Form, type Place, product } from './product';

/** What all layers share: scores, then probabilities, and their gradient, of `scoresSize` each. */
export interface AttentionScratch {
  scores: View;
  dScores: View;
}

/** What a layer keeps for its backward pass, in place of its probabilities. */
export interface AttentionKept {
  /** Queries, keys and values side by side, [tokens, 3 width]. */
  qkv: View;
  /** Of each query of each head its largest score and its sum of powers, [tokens * heads, 2]. */
  normalisers: View;
}

/** Size of the buffer for every head's scores, in floats: rows of keys are padded to a multiple of four. */
export function scoresSize(config: ModelConfig, maxTokens: number, maxLength: number): number {
  return maxTokens * config.heads * roundUp(maxLength, 4);
}

/**
 * out [tokens, width] = softmax(Q Kᵀ / sqrt(head)) V, each head by itself, each query over the keys up to it.
 * Assigns `normalisers` and `out`.
 */
export function attention(
  config: ModelConfig,
  { qkv, normalisers }: AttentionKept,
  { scores }: AttentionScratch,
  out: View,
): Operation[] {
  const { heads, q, k, v, merged, square } = places(config);
  return [
    heads('forward', { a: qkv, b: qkv, c: scores }, { a: q, b: k, c: square }),
    softmax(config, 'forward', [], [scores, normalisers]),
    heads('backwardInput', { a: scores, b: qkv, c: out }, { a: square, b: v, c: merged }),
  ];
}

/** From dOut [tokens, width] assigns dQkv [tokens, 3 width]. */
export function attentionBackward(
  config: ModelConfig,
  { qkv, normalisers }: AttentionKept,
  { scores, dScores }: AttentionScratch,
  dOut: View,
  dQkv: View,
): Operation[] {
  const { heads, q, k, v, merged, square } = places(config);
  return [
    heads('forward', { a: qkv, b: qkv, c: scores }, { a: q, b: k, c: square }),
    heads('forward', { a: dOut, b: qkv, c: dScores }, { a: merged, b: v, c: square }),
    softmax(config, 'backward', [normalisers], [scores, dScores]),
    heads('backwardInput', { a: dScores, b: qkv, c: dQkv }, { a: square, b: k, c: q }),
    heads('backwardWeight', { a: dScores, b: qkv, c: dQkv }, { a: square, b: q, c: k }),
    heads('backwardWeight', { a: scores, b: dOut, c: dQkv }, { a: square, b: merged, c: v }),
  ];
}

/** Products of all rows (outer batches) and heads (inner batches), and where their matrices lie. */
function places(config: ModelConfig) {
  const { width } = config;
  const head = headSize(config);
  const stride = (step: Step) => roundUp(step.length, 4);
  const third = (first: number) => (step: Step) => ({
    row: 3 * width,
    first,
    outer: step.length * 3 * width,
    inner: head,
  });
  const square = (step: Step) => ({
    row: stride(step),
    outer: config.heads * step.length * stride(step),
    inner: step.length * stride(step),
  });
  type At = (step: Step) => Place;
  const heads = (form: Form, views: { a: View; b: View; c: View }, at: { a: At; b: At; c: At }): Operation =>
    product(
      form,
      views,
      (step) => ({
        m: step.length,
        n: at.c === square ? step.length : head,
        k: at.c === square ? head : step.length,
        outer: step.rows,
        inner: config.heads,
        a: at.a(step),
        b: at.b(step),
        c: at.c(step),
      }),
      { causal: true },
    );
  return {
    heads,
    square,
    q: third(0),
    k: third(width),
    v: third(2 * width),
    merged: (step: Step) => ({ row: width, outer: step.length * width, inner: head }),
  };
}

function softmax(
  config: ModelConfig,
  entryPoint: 'forward' | 'backward',
  reads: View[],
  writes: View[],
): Operation {
  return {
    shader: 'attention',
    entryPoint,
    constants: { SCALE: 1 / Math.sqrt(headSize(config)) },
    reads,
    writes,
    sizes: ({ tokens, length }) => [tokens * config.heads, length, roundUp(length, 4) / 4],
    workgroups: ({ tokens }) => spread(tokens * config.heads),
  };
}
