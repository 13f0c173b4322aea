import { Advantages, featuresOf, type Gate } from './gate';
import { Trust } from './trust';
import type { Votes } from './vote';

/**
 * A neural cache beside a model while one text is read. The gate shares each prediction out between the model and the votes,
 * and on top of that stands the trust, which bounds what the cache can cost, whatever the gate says.
 */
export class Mixer {
  private advantages = new Advantages();
  private trust = new Trust();

  constructor(private readonly gate: Gate) {}

  /**
   * The probability of the token that came, by both together; and learns from it. `model` gives those by the model alone.
   * Where nothing is remembered yet, the model is alone.
   */
  probability(votes: Votes, token: number, model: (token: number) => number): number {
    if (votes.alike.first < 0) return model(token);
    const [toAlike, toPhrase] = this.gate.shares(featuresOf(votes, this.advantages, model));
    const [alone, alike, phrase] = [model(token), votes.alike.of(token), votes.phrase.of(token)];
    const share = toAlike + toPhrase;
    const cache = (toAlike * alike + toPhrase * phrase) / share;
    this.advantages.learn(alone, alike, phrase);
    return this.trust.probability({ share, of: () => cache }, token, alone);
  }

  /**
   * Makes of `logits` [vocab], in place, those whose softmax is what both together predict; `logSum` is ln of the sum of
   * e^logits, and the cache has `part` (0 to 1) of its usual say. Returns the cache's share, and of it the probabilities of
   * all tokens, [vocab].
   */
  mix(logits: Float32Array, votes: Votes, logSum: number, part = 1): { share: number; cache: Float64Array } {
    const cache = new Float64Array(logits.length);
    if (votes.alike.first < 0) return { share: 0, cache };
    const model = (token: number) => Math.exp(logits[token] - logSum);
    const [toAlike, toPhrase] = this.gate.shares(featuresOf(votes, this.advantages, model));
    const usual = toAlike + toPhrase;
    // The shares of a gate are above 0.
    votes.alike.addTo(cache, toAlike / usual);
    votes.phrase.addTo(cache, toPhrase / usual);
    const share = part * this.trust.share({ share: usual });
    mixLogits(logits, cache, share, logSum);
    return { share, cache };
  }

  /** One that knows as much, and goes on by itself. */
  copy(): Mixer {
    const copy = new Mixer(this.gate);
    copy.advantages = this.advantages.copy();
    copy.trust = this.trust.copy();
    return copy;
  }
}

/**
 * Makes of `logits` [vocab], in place, those whose softmax is the mixture of the model's and the cache's predictions,
 * `cache` [vocab]: the logits of tokens that are voted for are raised, all others stay what they were. `share` is below 1;
 * `logSum` is ln of the sum of e^logits.
 */
export function mixLogits(logits: Float32Array, cache: Float64Array, share: number, logSum: number): void {
  const odds = share / (1 - share);
  for (let token = 0; token < cache.length; token++)
    if (cache[token] > 0)
      logits[token] += Math.log1p((odds * cache[token]) / Math.exp(logits[token] - logSum));
}

/** log(sum of e^x), in float64. */
export function logSumExp(values: Float32Array): number {
  const largest = largestOf(values);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

export function largestOf(values: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}
