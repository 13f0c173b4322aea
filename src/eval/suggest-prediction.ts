import { largestOf } from './mixer';
import type { Pieces } from './suggest-pieces';

/** What a model says of the next token. */
export interface Prediction {
  /** [vocab]; not to be changed. */
  logits: Float32Array;
  /** ln of the sum of e^logits. */
  logSum: number;
  /** The probability that the token is no part of a word that came before it. */
  ends: number;
}

/** What `logits` [vocab] say. */
export function predictionOf(logits: Float32Array, { ends }: Pieces): Prediction {
  const largest = largestOf(logits);
  let [all, ending] = [0, 0];
  for (let id = 0; id < logits.length; id++) {
    const weight = Math.exp(logits[id] - largest);
    all += weight;
    ending += ends[id] * weight;
  }
  return { logits, logSum: largest + Math.log(all), ends: ending / all };
}

/** Of `probabilities` [vocab], those of what ends a word. */
export function endingShare(probabilities: Float64Array, { ends }: Pieces): number {
  let sum = 0;
  for (let id = 0; id < probabilities.length; id++) sum += ends[id] * probabilities[id];
  return sum;
}

/** Of a model that is asked about one way to go on at a time: what follows each of several. */
export function oneByOne(next: (path: readonly number[]) => Promise<Float32Array>, pieces: Pieces) {
  return async (paths: readonly (readonly number[])[]): Promise<Prediction[]> => {
    const predictions: Prediction[] = [];
    for (const path of paths) predictions.push(predictionOf(await next(path), pieces));
    return predictions;
  };
}
