import { pause } from '../model/pause';
import { EvaluationError } from './error';
import { mix, type NeuralCache, Trust } from './neural-cache';
import { KeyValueCache, type OpenModel, PIECE } from './session';

/** How well a model predicts a text. */
export interface Perplexity {
  /** Negative log-likelihood of all predicted tokens, in nats, and how many they are. */
  sum: number;
  count: number;
  /** e^(sum / count): as unsure as if it chose among this many equally likely tokens each time. */
  perplexity: number;
  /** The negative log-likelihood of each token but the first, in order: [count]. */
  tokenNll: Float32Array<ArrayBuffer>;
  /** Of a model with a memory: the same for the model without it, from the same reading. */
  alone?: Float32Array<ArrayBuffer>;
}

/**
 * The perplexity of `tokens` [n]. Windows of `context` tokens follow each other without overlap and each
 * starts afresh, trust in the neural cache included, if there is one; each token but the first is predicted once.
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
  if (count < 1)
    throw new EvaluationError('This text is too short to be measured: it needs two tokens or more.');
  const ids = Int32Array.from(tokens);
  const alone = new Float32Array(count);
  const mixed = memory && new Float32Array(count);
  const cache = new KeyValueCache(session.config);
  let trust = new Trust();
  for (let start = 0; start < count; ) {
    signal?.throwIfAborted();
    if (cache.room === 0) {
      cache.clear();
      trust = new Trust();
    }
    const end = Math.min(start + Math.min(PIECE, cache.room), count);
    const piece = ids.subarray(start, end);
    const targets = ids.subarray(start + 1, end + 1);
    if (memory) {
      const { nll, votes } = await memory.read(model, piece, targets, cache);
      alone.set(nll, start);
      for (const [i, vote] of votes.entries()) {
        const probability = Math.exp(-nll[i]);
        mixed![start + i] = -Math.log(mix(probability, vote.of(targets[i]), trust.share(vote)));
        trust.learn(vote, targets[i], probability);
      }
    } else alone.set(await session.nll(piece, targets, cache, gains), start);
    start = end;
    onProgress?.(start, count);
    await pause();
  }
  return { ...summed(mixed ?? alone), ...(mixed && { alone }) };
}

function summed(tokenNll: Float32Array<ArrayBuffer>): Perplexity {
  const { length: count } = tokenNll;
  const sum = tokenNll.reduce((total, nll) => total + nll, 0);
  return { sum, count, perplexity: Math.exp(sum / count), tokenNll };
}
