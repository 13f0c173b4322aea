import { pause } from '../model/pause';
import { EvaluationError } from './error';
import type { NeuralCache } from './neural-cache';
import { perplexityOf } from './nll';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import { Trust } from './vote';

/** How well a model predicts a text. */
export interface Perplexity {
  /** Negative log-likelihood of all predicted tokens, in nats, and how many they are. */
  sum: number;
  count: number;
  /** e^(sum / count): as unsure as if it chose among this many equally likely tokens each time. */
  perplexity: number;
  /** The negative log-likelihood of each token but the first, in order: [count]. */
  tokenNll: Float32Array<ArrayBuffer>;
  /** Of a model with a memory, from the same reading: what it makes of each token with less of it. */
  without?: {
    /** Nothing: the model alone. */
    memory: Float32Array<ArrayBuffer>;
    /** With nothing remembered but what came before in this very text, as any model could. */
    ownText: Float32Array<ArrayBuffer>;
  };
}

/**
 * The perplexity of `tokens` [n]. Windows of `context` tokens follow each other without overlap and each
 * starts afresh, but a neural cache remembers; each token but the first is predicted once.
 * `onProgress` hears how many of the tokens are behind; when `signal` is aborted, the work ends between two pieces by
 * throwing its reason.
 */
export async function perplexity(
  model: OpenModel,
  tokens: ArrayLike<number>,
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
  memory?: NeuralCache,
): Promise<Perplexity> {
  const { session, gains } = model;
  const count = tokens.length - 1;
  if (count < 1) throw new EvaluationError('too-short');
  const ids = Int32Array.from(tokens);
  const alone = new Float32Array(count);
  const [thisText, all] = [new Float32Array(count), new Float32Array(count)];
  const recollection = memory?.begin();
  const trust = { thisText: new Trust(), all: new Trust() };
  const cache = new KeyValueCache(session.config);
  for (let start = 0; start < count; ) {
    signal?.throwIfAborted();
    if (cache.room === 0) cache.clear();
    const end = Math.min(start + Math.min(PIECE, cache.room), count);
    const piece = ids.subarray(start, end);
    const targets = ids.subarray(start + 1, end + 1);
    if (recollection) {
      const { nll, states } = await session.nllAndStates(piece, targets, cache, gains);
      alone.set(nll, start);
      for (const [i, votes] of (await recollection.read(states, targets)).entries()) {
        const model = Math.exp(-nll[i]);
        thisText[start + i] = -Math.log(trust.thisText.probability(votes.thisText, targets[i], model));
        all[start + i] = -Math.log(trust.all.probability(votes.all, targets[i], model));
      }
    } else alone.set(await session.nll(piece, targets, cache, gains), start);
    start = end;
    onProgress?.(start, count);
    await pause();
  }
  return memory ? { ...summed(all), without: { memory: alone, ownText: thisText } } : summed(alone);
}

function summed(tokenNll: Float32Array<ArrayBuffer>): Perplexity {
  const sum = tokenNll.reduce((total, nll) => total + nll, 0);
  return { sum, count: tokenNll.length, perplexity: perplexityOf(tokenNll), tokenNll };
}
