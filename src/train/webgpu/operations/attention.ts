import { headSize, type ModelConfig } from '../../../model/config';
import { roundUp, type View } from '../memory';
import { type Operation, type Step, spread } from '../program';
import { type Form, type Place, product } from './product';

/** Size of the buffer for every head's scores, in floats: rows of keys are padded to a multiple of four. */
export function scoresSize(config: ModelConfig, maxTokens: number, maxLength: number): number {
  return maxTokens * config.heads * roundUp(maxLength, 4);
}

/**
 * out [tokens, width] = softmax(Q Kᵀ / sqrt(head)) V, each head by itself, each query over the keys up to it.
 * Queries, keys and values lie side by side in qkv [tokens, 3 width]. Assigns `probabilities` and `out`.
 */
export function attention(config: ModelConfig, qkv: View, probabilities: View, out: View): Operation[] {
  const { heads, q, k, v, merged, scores } = places(config);
  return [
    heads('forward', { a: qkv, b: qkv, c: probabilities }, { a: q, b: k, c: scores }),
    softmax(config, 'forward', [], [probabilities]),
    heads('backwardInput', { a: probabilities, b: qkv, c: out }, { a: scores, b: v, c: merged }),
  ];
}

/** From dOut [tokens, width] assigns dQkv [tokens, 3 width]; `dScores` is scratch of `scoresSize`. */
export function attentionBackward(
  config: ModelConfig,
  { qkv, probabilities }: { qkv: View; probabilities: View },
  dOut: View,
  dScores: View,
  dQkv: View,
): Operation[] {
  const { heads, q, k, v, merged, scores } = places(config);
  return [
    heads('forward', { a: dOut, b: qkv, c: dScores }, { a: merged, b: v, c: scores }),
    softmax(config, 'backward', [probabilities], [dScores]),
    heads('backwardInput', { a: dScores, b: qkv, c: dQkv }, { a: scores, b: k, c: q }),
    heads('backwardWeight', { a: dScores, b: qkv, c: dQkv }, { a: scores, b: q, c: k }),
    heads('backwardWeight', { a: probabilities, b: dOut, c: dQkv }, { a: scores, b: merged, c: v }),
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
  const scores = (step: Step) => ({
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
        n: at.c === scores ? step.length : head,
        k: at.c === scores ? head : step.length,
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
    scores,
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
    sizes: ({ tokens, length }) => [tokens * config.heads, length, roundUp(length, 4)],
    workgroups: ({ tokens }) => spread(tokens * config.heads),
  };
}
