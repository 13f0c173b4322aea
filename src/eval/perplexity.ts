import { pause } from '../model/pause';
import { EvaluationError } from './error';
import { type EvalSession, KeyValueCache, PIECE } from './session';

/** How well a model predicts a text. */
export interface Perplexity {
  /** Negative log-likelihood of all predicted tokens, in nats, and how many they are. */
  sum: number;
  count: number;
  /** e^(sum / count): as unsure as if it chose among this many equally likely tokens each time. */
  perplexity: number;
  /** The negative log-likelihood of each token but the first, in order: [count]. */
  tokenNll: Float32Array<ArrayBuffer>;
}

/**
 * The perplexity of `tokens` [n]. Windows of `context` tokens follow each other without overlap and each
 * starts afresh; each token but the first is predicted once. `onProgress` hears how many of the tokens
 * are behind; when `signal` is aborted, the work ends between two pieces by throwing its reason.
 */
export async function perplexity(
  session: EvalSession,
  gains: Float32Array,
  tokens: ArrayLike<number>,
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Perplexity> {
  const count = tokens.length - 1;
  if (count < 1)
    throw new EvaluationError('This text is too short to be measured: it needs two tokens or more.');
  const ids = Int32Array.from(tokens);
  const tokenNll = new Float32Array(count);
  const cache = new KeyValueCache(session.config);
  for (let start = 0; start < count; ) {
    signal?.throwIfAborted();
    if (cache.room === 0) cache.clear();
    const end = Math.min(start + Math.min(PIECE, cache.room), count);
    tokenNll.set(
      await session.nll(ids.subarray(start, end), ids.subarray(start + 1, end + 1), cache, gains),
      start,
    );
    start = end;
    onProgress?.(start, count);
    await pause();
  }
  const sum = tokenNll.reduce((total, nll) => total + nll, 0);
  return { sum, count, perplexity: Math.exp(sum / count), tokenNll };
}
