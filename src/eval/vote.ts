/**
 * Chosen on eight authors (3,000 tokens to remember, the next 2,000 to predict): how much a like place weighs more than a
 * less like one, and the share as a logistic function of the square of the best cosine. All lie on a broad plateau.
 */
const SHARPNESS = 16;
const SHARE = { bias: -3, slope: 3.5 };

/** Entries of a neural cache, weighed by how alike their states are to the present one. */
export class Tally {
  /** The cosine of the entry that is most alike; -1 if there is none. */
  readonly best: number;
  /** The weights of all entries, in units of the best one's. */
  readonly sum: number;

  /** `cosines` [entries] of the entries' states with the present one, and the tokens `next` [entries] that followed. */
  constructor(
    private readonly cosines: Float32Array,
    private readonly next: Int32Array,
  ) {
    let best = -1;
    for (const cosine of cosines) if (cosine > best) best = cosine;
    let sum = 0;
    for (const cosine of cosines) sum += Math.exp(SHARPNESS * (cosine - best));
    this.best = best;
    this.sum = sum;
  }

  /** The weight of the entries that `token` followed, in units of the best entry's. */
  weightOf(token: number): number {
    let weight = 0;
    for (let i = 0; i < this.cosines.length; i++)
      if (this.next[i] === token) weight += Math.exp(SHARPNESS * (this.cosines[i] - this.best));
    return weight;
  }

  /** The entry that is most alike of those which `token` followed: its index and its cosine; undefined if it followed none. */
  likest(token: number): { entry: number; cosine: number } | undefined {
    let entry = -1;
    for (let i = 0; i < this.cosines.length; i++)
      if (this.next[i] === token && (entry < 0 || this.cosines[i] > this.cosines[entry])) entry = i;
    return entry < 0 ? undefined : { entry, cosine: this.cosines[entry] };
  }

  /** Adds the weight of each entry, times `scale`, at its token in `weights` [vocab]. */
  addTo(weights: Float64Array, scale: number): void {
    for (let i = 0; i < this.cosines.length; i++)
      weights[this.next[i]] += scale * Math.exp(SHARPNESS * (this.cosines[i] - this.best));
  }
}

/** What entries say of the next token: a distribution, and how much it is to be believed. */
export class Vote {
  /** The share of the mixture that the vote deserves by itself, 0 to 1. */
  readonly share: number;
  private readonly sum: number;
  private readonly scales: number[];

  constructor(private readonly tallies: readonly Tally[]) {
    const best = Math.max(0, ...tallies.map((tally) => tally.best));
    this.scales = tallies.map((tally) => Math.exp(SHARPNESS * (tally.best - best)));
    this.sum = tallies.reduce((sum, tally, i) => sum + this.scales[i] * tally.sum, 0);
    this.share = this.sum === 0 ? 0 : 1 / (1 + Math.exp(-(SHARE.bias + SHARE.slope * best * best)));
  }

  /** The probability of a token. */
  of(token: number): number {
    if (this.sum === 0) return 0;
    return (
      this.tallies.reduce((weight, tally, i) => weight + this.scales[i] * tally.weightOf(token), 0) / this.sum
    );
  }

  /** Of the entries that `token` followed, the one that is most alike: which of the tallies it is in, and its index there. */
  witness(token: number): { tally: number; entry: number } | undefined {
    const found = this.tallies
      .map((tally, i) => ({ ...tally.likest(token), tally: i }))
      .filter((one): one is { entry: number; cosine: number; tally: number } => one.entry !== undefined)
      .sort((a, b) => b.cosine - a.cosine);
    return found[0] && { tally: found[0].tally, entry: found[0].entry };
  }

  /** The probabilities of all tokens, [vocab]. */
  all(vocab: number): Float64Array {
    const probabilities = new Float64Array(vocab);
    if (this.sum === 0) return probabilities;
    for (const [i, tally] of this.tallies.entries()) tally.addTo(probabilities, this.scales[i] / this.sum);
    return probabilities;
  }
}

/** At the beginning of a text nothing is known of whose it is. */
const FIRST_TRUST = 0.5;
/** How much of the trust starts afresh with every token, so that it can come back in the middle of a text. */
const FORGETTING = 0.005;

/**
 * Whether to believe a cache at all: in a text that is not like the student's, its votes are worse than the model's own
 * predictions, which shows as the text is read. Two experts, the model alone and the model with the cache, are weighed by
 * how well they have predicted this text so far; so the cache can cost a text no more than ln 2 nats and 0.0025 nats a token.
 *
 * Source: Herbster and Warmuth, Tracking the Best Expert (1998), fixed share with two experts.
 */
export class Trust {
  /** The weight of the expert that uses the cache, 0 to 1. */
  private weight = FIRST_TRUST;

  /** The share of the mixture that is the cache's, given its vote. */
  share({ share }: Pick<Vote, 'share'>): number {
    return this.weight * share;
  }

  /** The probability of the token that came, to which the model alone gives `model`; and learns from it. */
  probability(vote: Pick<Vote, 'share' | 'of'>, token: number, model: number): number {
    const cache = vote.of(token);
    const expert = mix(model, cache, vote.share);
    const mixed = mix(model, cache, this.share(vote));
    this.weight = (1 - FORGETTING) * ((this.weight * expert) / mixed) + FORGETTING * FIRST_TRUST;
    return mixed;
  }
}

/** The mixture of two probabilities, of which `share` belongs to the cache's. */
function mix(model: number, cache: number, share: number): number {
  return (1 - share) * model + share * cache;
}

/**
 * Makes of `logits` [vocab], in place, those whose softmax is the mixture of the model's and the cache's predictions: the
 * logits of tokens that are voted for are raised, all others stay what they were. `share` is below 1; `logSum` is ln of the
 * sum of e^logits. Returns the votes, [vocab].
 */
export function mixLogits(
  logits: Float32Array,
  vote: Pick<Vote, 'all'>,
  share: number,
  logSum = logSumExp(logits),
): Float64Array {
  const votes = vote.all(logits.length);
  const odds = share / (1 - share);
  for (let token = 0; token < votes.length; token++)
    if (votes[token] > 0)
      logits[token] += Math.log1p((odds * votes[token]) / Math.exp(logits[token] - logSum));
  return votes;
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
