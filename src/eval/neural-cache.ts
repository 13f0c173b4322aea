import type { Tensor } from 'onnxruntime-web/wasm';
import { createSession, float32, type OnnxSession } from '../model/onnx/runtime';
import { buildSimilarity } from '../model/onnx/similarity';
import { joined } from '../text/joined';
import { MOST_ENTRIES } from './cache-effect';
import { EvaluationError } from './error';
import type { Gate } from './gate';
import { Mixer } from './mixer';
import { giveWay } from './precedence';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import { Counter, LONGEST_RUN, type Votes } from './vote';

/**
 * A neural cache: what followed at similar places in the student's own text, and earlier in the text that is being read,
 * mixed into what a model predicts. Each token of a text is an entry: the model's state before it, and the token. Entries vote
 * for their tokens, the more alike their state is to the present one. How much the votes count, a gate says that was learned
 * once, on other people's texts; of the student's text nothing is trained.
 *
 * Sources: Grave, Joulin and Usunier, Improving Neural Language Models with a Continuous Cache (2017), sections 3.1 and
 * 3.2; Khandelwal et al., Generalization through Memorization (2020), who found the last layer's inputs to be the best keys.
 */
export class NeuralCache {
  private constructor(
    /** Cosines with the keys of the student's text, and with any others. */
    private readonly similarity: OnnxSession,
    /** The token that followed each entry's state, [entries]. */
    private readonly next: Int32Array,
    private readonly centre: Float32Array,
    private readonly counter: Counter,
    private readonly gate: Gate,
  ) {}

  /**
   * Reads `tokens` [n], 2 or more, with `model`, in windows of its context. Of a long text only the end is kept, at most
   * `MOST_ENTRIES` tokens. Rejects with an `EvaluationError` if memory does not suffice; when `signal` is aborted, by
   * throwing its reason.
   */
  static async of(
    { session, gains }: OpenModel,
    tokens: ArrayLike<number>,
    gate: Gate,
    signal?: AbortSignal,
  ): Promise<NeuralCache> {
    const ids = Int32Array.from(tokens).slice(-(MOST_ENTRIES + 1));
    const entries = ids.length - 1;
    if (entries < 1) throw new EvaluationError('too-short-for-cache');
    const { width, vocab } = session.config;
    const keys = new Float32Array(entries * width);
    const cache = new KeyValueCache(session.config);
    for (let at = 0; at < entries; ) {
      signal?.throwIfAborted();
      if (cache.room === 0) cache.clear();
      const end = Math.min(at + Math.min(PIECE, cache.room), entries);
      const piece = ids.subarray(at, end);
      const { states } = await session.nllAndStates(piece, ids.subarray(at + 1, end + 1), cache, gains);
      keys.set(states, at * width);
      at = end;
      await giveWay();
    }
    const centre = centreOf(keys, width);
    toDirections(keys, centre);
    try {
      const similarity = await createSession(buildSimilarity(width, entries), () => keys);
      return new NeuralCache(similarity, ids.slice(1), centre, new Counter(vocab), gate);
    } catch (cause) {
      throw new EvaluationError('no-memory-for-cache', { cause });
    }
  }

  /** Begins a text, of which nothing is known yet, and of which `most` tokens will be kept. */
  begin(most = MOST_ENTRIES): Recollection {
    return new Recollection(this.similarity, this.next, this.centre, this.counter, most);
  }

  /** What mixes its votes into the predictions of one text, of which nothing is known yet. */
  mixer(): Mixer {
    return new Mixer(this.gate);
  }

  /** Frees its memory; the cache is not asked again. */
  release(): Promise<void> {
    return this.similarity.release();
  }
}

/** What is known before a token: by the text that is being read alone, and by the student's own text as well. */
export interface Known {
  thisText: Votes;
  all: Votes;
}

/** The cache while one text is read: what has been read becomes entries too. */
export class Recollection {
  /** Of the text that is being read: directions of states [room, width] and the tokens that followed, the oldest first. */
  private keys: Float32Array<ArrayBuffer>;
  private next: Int32Array<ArrayBuffer>;
  /** How many of them there are. */
  private length = 0;

  constructor(
    private readonly similarity: OnnxSession,
    private readonly knownNext: Int32Array,
    private readonly centre: Float32Array,
    private readonly counter: Counter,
    /** Most entries of the text that is being read. */
    private readonly most: number,
  ) {
    this.keys = new Float32Array(0);
    this.next = new Int32Array(0);
  }

  /**
   * Reads on: the votes at each of `states` [read + asked, width]; before the tokens `next` [read] that followed the first
   * of them, and at the others by all that has been read.
   */
  async read(states: Float32Array, next: Int32Array): Promise<Known[]> {
    const directions = this.directionsOf(states);
    this.add(directions.subarray(0, next.length * this.centre.length), next);
    const start = this.length - next.length;
    // What follows a state is not known when it is asked.
    const known = (i: number) => Math.min(start + i, this.length);
    return this.votes(directions, known, (i) => this.latest(known(i)));
  }

  /**
   * The votes at `states` [asked, width], by all that has been read; at the i-th the text has gone on with the tokens
   * `after(i)` since, which are in no entry.
   */
  ask(states: Float32Array, after: (i: number) => readonly number[] = () => []): Promise<Known[]> {
    const latest = this.latest(this.length);
    const contextAt = (i: number) => Int32Array.from([...after(i).slice(-LONGEST_RUN)].reverse());
    return this.votes(
      this.directionsOf(states),
      () => this.length,
      (i) => joined([contextAt(i), latest]),
    );
  }

  /** Forgets the last `tokens` tokens that were read: a text that is being written changes. */
  rewind(tokens: number): void {
    this.length = Math.max(0, this.length - tokens);
  }

  private directionsOf(states: Float32Array): Float32Array<ArrayBuffer> {
    return toDirections(states.slice(), this.centre);
  }

  /** The last of the first `read` tokens, the latest first. */
  private latest(read: number): Int32Array {
    return this.next.slice(Math.max(0, read - LONGEST_RUN), read).reverse();
  }

  /** The votes at each of `directions`, where `read(i)` entries of this text were known and the tokens `context(i)` came before. */
  private async votes(
    directions: Float32Array,
    read: (i: number) => number,
    context: (i: number) => Int32Array,
  ): Promise<Known[]> {
    const { length: width } = this.centre;
    const { length: entries } = this.knownNext;
    const asked = directions.length / width;
    const { known, text } = await this.similarity.run(
      {
        directions: float32(directions, [asked, width]),
        read: float32(this.keys.subarray(0, this.length * width), [this.length, width]),
      },
      ['known', 'text'],
    );
    const rowOf = ({ data }: Tensor, i: number, length: number, of: number) =>
      (data as Float32Array).subarray(i * of, i * of + length);
    return Array.from({ length: asked }, (_, i) => {
      const ofText = { cosines: rowOf(text, i, read(i), this.length), next: this.next };
      const rest = { cosines: rowOf(known, i, entries, entries), next: this.knownNext };
      const [thisText, all] = this.counter.count([ofText, rest], context(i));
      return { thisText, all };
    });
  }

  /** Adds `directions` [read, width] and the tokens `next` [read] that followed them; of too many, the oldest half goes. */
  private add(directions: Float32Array, next: Int32Array): void {
    const { length: width } = this.centre;
    if (this.length + next.length > this.most) {
      const kept = Math.min(this.length, this.most >> 1);
      this.keys.copyWithin(0, (this.length - kept) * width, this.length * width);
      this.next.copyWithin(0, this.length - kept, this.length);
      this.length = kept;
    }
    const needed = this.length + next.length;
    if (needed > this.next.length) {
      const room = Math.max(needed, 2 * this.next.length);
      this.keys = grown(this.keys, room * width);
      this.next = grown(this.next, room);
    }
    this.keys.set(directions, this.length * width);
    this.next.set(next, this.length);
    this.length = needed;
  }
}

/** The mean of `states` [n, width], row by row. */
function centreOf(states: Float32Array, width: number): Float32Array {
  const sum = new Float64Array(width);
  for (let i = 0; i < states.length; i++) sum[i % width] += states[i];
  return Float32Array.from(sum, (value) => (value * width) / states.length);
}

/** Moves `states` [n, width] by `centre` and makes each of length 1, in place; one that is the centre becomes 0. */
function toDirections(states: Float32Array<ArrayBuffer>, centre: Float32Array): Float32Array<ArrayBuffer> {
  const { length: width } = centre;
  for (let start = 0; start < states.length; start += width) {
    const row = states.subarray(start, start + width);
    let square = 0;
    for (let i = 0; i < width; i++) square += (row[i] -= centre[i]) ** 2;
    if (square > 0) for (let i = 0; i < width; i++) row[i] /= Math.sqrt(square);
  }
  return states;
}

function grown<Values extends Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(
  values: Values,
  length: number,
): Values {
  const larger = new (values.constructor as new (length: number) => Values)(length);
  larger.set(values);
  return larger;
}
