import { createSession, float32, type OnnxSession } from '../model/onnx/runtime';
import { buildSimilarity } from '../model/onnx/similarity';
import { pause } from '../model/pause';
import { EvaluationError } from './error';
import { KeyValueCache, type OpenModel, PIECE } from './session';

/**
 * A neural cache: what followed at like places in the student's own text, mixed into what a model predicts. Each token of
 * the text is an entry: the model's state before it, and the token. Entries vote for their tokens, the more alike their
 * state is to the present one; how much the vote counts follows from how alike the best of them is. Nothing is trained.
 *
 * Sources: Grave, Joulin and Usunier, Improving Neural Language Models with a Continuous Cache (2017), sections 3.1 and
 * 3.2; Khandelwal et al., Generalization through Memorization (2020), who found the last layer's inputs to be the best keys.
 */
export class NeuralCache {
  private constructor(
    private readonly session: OnnxSession,
    private readonly ballot: Ballot,
    private readonly width: number,
  ) {}

  /**
   * Reads `tokens` [n], 2 or more, with a model, in windows of its context. Of a long text only the end is kept, at most
   * `MOST_ENTRIES` tokens. Rejects with an `EvaluationError` if memory does not suffice; when `signal` is
   * aborted, by throwing its reason.
   */
  static async of(
    { session, gains }: OpenModel,
    tokens: ArrayLike<number>,
    signal?: AbortSignal,
  ): Promise<NeuralCache> {
    const ids = Int32Array.from(tokens).slice(-(MOST_ENTRIES + 1));
    const entries = ids.length - 1;
    if (entries < 1) throw new EvaluationError('This text is too short to be remembered.');
    const { width } = session.config;
    const states = new Float32Array(entries * width);
    const cache = new KeyValueCache(session.config);
    for (let at = 0; at < entries; ) {
      signal?.throwIfAborted();
      if (cache.room === 0) cache.clear();
      const end = Math.min(at + Math.min(PIECE, cache.room), entries);
      const read = await session.nllAndStates(
        ids.subarray(at, end),
        ids.subarray(at + 1, end + 1),
        cache,
        gains,
      );
      states.set(read.states, at * width);
      at = end;
      await pause();
    }
    const weights: Record<string, Float32Array<ArrayBuffer>> = {
      centre: centreOf(states, width),
      keys: states,
    };
    makeKeys(states, weights.centre);
    const similarity = await createSession(buildSimilarity(width, entries), (path) => weights[path]).catch(
      (cause) => {
        throw new EvaluationError(
          'There is too little memory for the memory of your text; closing other tabs and programs may free some.',
          { cause },
        );
      },
    );
    return new NeuralCache(similarity, new Ballot(ids.subarray(1)), width);
  }

  /** What the entries say at each of `states` [asked, width]. */
  async ask(states: Float32Array): Promise<Vote[]> {
    const asked = states.length / this.width;
    const { cosines } = await this.session.run({ states: float32(states, [asked, this.width]) }, ['cosines']);
    const rows = cosines.data as Float32Array;
    const entries = rows.length / asked;
    return Array.from({ length: asked }, (_, i) =>
      this.ballot.count(rows.subarray(i * entries, (i + 1) * entries)),
    );
  }

  /** As the session's `nll`, with the vote before each of `targets`. */
  async read(
    { session, gains }: OpenModel,
    ids: Int32Array,
    targets: Int32Array,
    cache: KeyValueCache,
  ): Promise<{ nll: Float32Array; votes: Vote[] }> {
    const { nll, states } = await session.nllAndStates(ids, targets, cache, gains);
    return { nll, votes: await this.ask(states) };
  }

  /** Frees its memory; the cache is not asked again. */
  release(): Promise<void> {
    return this.session.release();
  }
}

/** A text of this many tokens takes 16 MB. */
export const MOST_ENTRIES = 8192;

/**
 * Chosen on eight authors (3,000 tokens to remember, the next 2,000 to predict): how much a like place weighs more than a
 * less like one, and the share as a logistic function of the square of the best cosine.
 */
const SHARPNESS = 16;
const SHARE = { bias: -3, slope: 3.5 };

/** Counts the votes of entries for the tokens that followed them. */
export class Ballot {
  /** The tokens that can be voted for, each once, and the place of each in them. */
  private readonly tokens: Int32Array;
  private readonly places: ReadonlyMap<number, number>;
  /** For each entry the place of its token, [entries]. */
  private readonly placeOf: Int32Array;

  /** `next` [entries]: the token that followed each entry's state. */
  constructor(next: Int32Array) {
    this.tokens = Int32Array.from(new Set(next));
    this.places = new Map(Array.from(this.tokens, (token, place) => [token, place]));
    this.placeOf = next.map((token) => this.places.get(token)!);
  }

  /** The vote, given the cosines of all entries' states with the present one, [entries]. */
  count(cosines: Float32Array): Vote {
    let best = -1;
    for (const cosine of cosines) if (cosine > best) best = cosine;
    const probabilities = new Float64Array(this.tokens.length);
    let sum = 0;
    for (let i = 0; i < cosines.length; i++) {
      const weight = Math.exp(SHARPNESS * (cosines[i] - best));
      probabilities[this.placeOf[i]] += weight;
      sum += weight;
    }
    for (let place = 0; place < probabilities.length; place++) probabilities[place] /= sum;
    const share = 1 / (1 + Math.exp(-(SHARE.bias + SHARE.slope * best * best)));
    return {
      share,
      tokens: this.tokens,
      probabilities,
      of: (token) => probabilities[this.places.get(token) ?? -1] ?? 0,
    };
  }
}

/** What the entries say of the next token. */
export interface Vote {
  /** How much they are to be believed, 0 to 1: the share of the mixture that is theirs. */
  share: number;
  /** The tokens that followed an entry, and the probability of each; all others have none. */
  tokens: Int32Array;
  probabilities: Float64Array;
  /** The probability of a token. */
  of(token: number): number;
}

/** The mean of `states` [n, width], row by row. */
function centreOf(states: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const sum = new Float64Array(width);
  for (let i = 0; i < states.length; i++) sum[i % width] += states[i];
  return Float32Array.from(sum, (value) => (value * width) / states.length);
}

/** Moves `states` [n, width] by `centre` and makes each of length 1, in place; one that is the centre stays 0. */
function makeKeys(states: Float32Array, centre: Float32Array): void {
  const { length: width } = centre;
  for (let start = 0; start < states.length; start += width) {
    const row = states.subarray(start, start + width);
    let square = 0;
    for (let i = 0; i < width; i++) square += (row[i] -= centre[i]) ** 2;
    if (square > 0) for (let i = 0; i < width; i++) row[i] /= Math.sqrt(square);
  }
}

/** At the beginning of a text nothing is known of whose it is. */
const FIRST_TRUST = 0.5;
/** How much of the trust starts afresh with every token, so that it can come back in the middle of a text. */
const FORGETTING = 0.005;

/**
 * Whether to believe a cache at all: in a text that is not like the student's, its votes are worse than the model's own
 * predictions, which shows as the text is read. Two experts, the model alone and the model with the cache, are weighed by
 * how well they have predicted this text so far; so the cache can cost no more than one bit and a little in each window.
 *
 * Source: Herbster and Warmuth, Tracking the Best Expert (1998), fixed share with two experts.
 */
export class Trust {
  /** The weight of the expert that uses the cache, 0 to 1. */
  private weight = FIRST_TRUST;

  /** The share of the mixture that is the cache's, given its vote. */
  share({ share }: Vote): number {
    return this.weight * share;
  }

  /** Learns from the token that came, to which the model alone gave `probability`. */
  learn(vote: Vote, token: number, probability: number): void {
    const mixed = mix(probability, vote.of(token), vote.share);
    const believed = (this.weight * mixed) / (this.weight * mixed + (1 - this.weight) * probability);
    this.weight = (1 - FORGETTING) * believed + FORGETTING * FIRST_TRUST;
  }
}

/** The mixture of two probabilities, of which `share` belongs to the cache's. */
export function mix(model: number, cache: number, share: number): number {
  return (1 - share) * model + share * cache;
}

/**
 * Makes of `logits` [vocab], in place, those whose softmax is the mixture of the model's and the cache's predictions: the
 * logits of tokens that the cache knows are raised, all others stay what they were. `share` is below 1.
 */
export function mixLogits(logits: Float32Array, { tokens, probabilities }: Vote, share: number): void {
  const normaliser = logSumExp(logits);
  const odds = share / (1 - share);
  for (const [place, token] of tokens.entries())
    logits[token] += Math.log1p((odds * probabilities[place]) / Math.exp(logits[token] - normaliser));
}

/** log(sum of e^x), in float64. */
function logSumExp(values: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > largest) largest = value;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}
