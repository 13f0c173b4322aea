import { EvaluationError } from './error';
import type { NeuralCache } from './neural-cache';
import { giveWay } from './precedence';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import { perplexityOf } from './uncertainty';

/** How well a model predicts a text. */
export interface Perplexity {
  /** Negative log-likelihood of all predicted tokens, in nats, and how many they are. */
  sum: number;
  count: number;
  /** e^(sum / count): as unsure as if it chose among this many equally likely tokens each time. */
  perplexity: number;
  /** The negative log-likelihood of each token but the first, in order: [count]. */
  tokenNll: Float32Array<ArrayBuffer>;
  /** Of a model with a neural cache, from the same reading: the same with less in the cache, as in `CacheEffect`. */
  withLess?: {
    /** Without a cache. */
    alone: Float32Array<ArrayBuffer>;
    /** With a cache of nothing but what came before in this very text. */
    ownText: Float32Array<ArrayBuffer>;
  };
}

/**
 * The perplexity of `tokens` [n]. Windows of `context` tokens follow each other without overlap and each
 * starts afresh, but a neural cache lasts; each token but the first is predicted once.
 * `onProgress` hears how many of the tokens are behind; when `signal` is aborted, the work ends between two pieces by
 * throwing its reason.
 */
export async function perplexity(
  model: OpenModel,
  tokens: ArrayLike<number>,
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
  neuralCache?: NeuralCache,
): Promise<Perplexity> {
  const { session, gains } = model;
  const count = tokens.length - 1;
  if (count < 1) throw new EvaluationError('too-short');
  const ids = Int32Array.from(tokens);
  const alone = new Float32Array(count);
  const [thisText, all] = [new Float32Array(count), new Float32Array(count)];
  const recollection = neuralCache?.begin();
  const mixers = neuralCache && { thisText: neuralCache.mixer(), all: neuralCache.mixer() };
  const cache = new KeyValueCache(session.config);
  for (let start = 0; start < count; ) {
    signal?.throwIfAborted();
    if (cache.room === 0) cache.clear();
    const end = Math.min(start + Math.min(PIECE, cache.room), count);
    const piece = ids.subarray(start, end);
    const targets = ids.subarray(start + 1, end + 1);
    if (recollection && mixers) {
      const { nll, states, logits } = await session.everything(piece, targets, cache, gains);
      alone.set(nll, start);
      for (const [i, votes] of (await recollection.read(states, targets)).entries()) {
        const model = modelAt(logits, i, targets[i], nll[i], session.config.vocab);
        thisText[start + i] = -Math.log(mixers.thisText.probability(votes.thisText, targets[i], model));
        all[start + i] = -Math.log(mixers.all.probability(votes.all, targets[i], model));
      }
    } else alone.set(await session.nll(piece, targets, cache, gains), start);
    start = end;
    onProgress?.(start, count);
    await giveWay();
  }
  return neuralCache ? { ...summed(all), withLess: { alone, ownText: thisText } } : summed(alone);
}

/**
 * The probability that a model gives to any token at row `i` of `logits` [rows, vocab], where the token `target` has the
 * negative log-likelihood `nll`.
 */
export function modelAt(
  logits: Float32Array,
  i: number,
  target: number,
  nll: number,
  vocab: number,
): (token: number) => number {
  const logSum = logits[i * vocab + target] + nll;
  return (token) => Math.exp(logits[i * vocab + token] - logSum);
}

function summed(tokenNll: Float32Array<ArrayBuffer>): Perplexity {
  const sum = tokenNll.reduce((total, nll) => total + nll, 0);
  return { sum, count: tokenNll.length, perplexity: perplexityOf(tokenNll), tokenNll };
}
