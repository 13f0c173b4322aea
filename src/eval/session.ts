import type { ModelConfig } from '../model/config';
import { buildForward, cacheNames } from '../model/onnx/forward';
import { createSession, float32, int32, type OnnxSession } from '../model/onnx/runtime';
import { gainNames } from '../model/parameters';
import type { Weights } from '../model/weights';
import { EvaluationError } from './error';

/** The keys and values of the tokens read so far: what lets a model go on without reading them again. */
export class KeyValueCache {
  /** How many tokens it holds. */
  length = 0;
  /** Layer by layer: keys, values; each [context, width], of which the first `length` rows count. */
  readonly rows: Float32Array[];

  constructor(private readonly config: ModelConfig) {
    const size = config.context * config.width;
    this.rows = Array.from({ length: 2 * config.layers }, () => new Float32Array(size));
  }

  /** How many more tokens it can take. */
  get room(): number {
    return this.config.context - this.length;
  }

  clear(): void {
    this.length = 0;
  }
}

/**
 * Most tokens that are read at once. Measured: 5 to 10% faster than a whole context of 512, and the logits
 * of a piece, [128, 16384], are 8 MB and not 34. Other runs wait no longer than a piece.
 */
export const PIECE = 128;

/** A model in onnxruntime, ready to predict. */
export class EvalSession {
  private readonly pastNames: string[];
  private readonly presentNames: string[];

  private constructor(
    private readonly session: OnnxSession,
    readonly config: ModelConfig,
    /** The gains that came with the weights, [norms * width]. */
    readonly gains: Float32Array,
  ) {
    const layers = Array.from({ length: config.layers }, (_, i) => cacheNames(i));
    this.pastNames = layers.flatMap(({ past }) => [past.key, past.value]);
    this.presentNames = layers.flatMap(({ present }) => [present.key, present.value]);
  }

  /** Copies `weights` into a session; rejects with an `EvaluationError` if memory does not suffice. */
  static async open(weights: Weights, config: ModelConfig): Promise<EvalSession> {
    const gains = new Float32Array(gainNames(config).length * config.width);
    gainNames(config).forEach((name, i) => {
      gains.set(weights.read(name), i * config.width);
    });
    const session = await createSession(buildForward(config), weights.read).catch((cause) => {
      throw new EvaluationError('no-memory', { cause });
    });
    return new EvalSession(session, config, gains);
  }

  /**
   * Reads `ids`, at most a piece, after what `cache` holds, and adds them to it. Returns the negative
   * log-likelihood, in nats, of each of `targets`: the tokens that follow each of `ids`.
   */
  async nll(
    ids: Int32Array,
    targets: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Float32Array> {
    return (await this.run(['nll'], ids, everywhere(ids), targets, cache, gains)).nll;
  }

  /** As `nll`, with the state at each of `ids`, row by row: [ids, width]. */
  nllAndStates(
    ids: Int32Array,
    targets: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Record<'nll' | 'states', Float32Array>> {
    return this.run(['nll', 'states'], ids, everywhere(ids), targets, cache, gains);
  }

  /**
   * Reads `ids`, one or more, after what `cache` holds, and adds them to it. Returns the logits, [vocab],
   * of the token that follows.
   */
  async logits(ids: Int32Array, cache: KeyValueCache, gains: Float32Array): Promise<Float32Array> {
    return (await this.atTheEnd(['logits'], ids, cache, gains)).logits;
  }

  /** As `logits`, with the state at the last of `ids`: [width]. */
  logitsAndState(
    ids: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Record<'logits' | 'states', Float32Array>> {
    return this.atTheEnd(['logits', 'states'], ids, cache, gains);
  }

  /** Outputs at the last of `ids`, which are read piece by piece. */
  private async atTheEnd<Wanted extends Output>(
    wanted: readonly Wanted[],
    ids: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Record<Wanted, Float32Array>> {
    const nothing = new Int32Array(1);
    let at = 0;
    for (; ids.length - at > PIECE; at += PIECE)
      await this.run(['nll'], ids.subarray(at, at + PIECE), nothing, nothing, cache, gains);
    const last = ids.subarray(at);
    return this.run(wanted, last, Int32Array.of(last.length - 1), nothing, cache, gains);
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private async run<Wanted extends Output>(
    wanted: readonly Wanted[],
    ids: Int32Array,
    asked: Int32Array,
    targets: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Record<Wanted, Float32Array>> {
    if (ids.length > cache.room)
      throw new RangeError(`${ids.length} tokens do not fit: the context has room for ${cache.room} more`);
    const { width } = this.config;
    const past = this.pastNames.map((name, i) => {
      const rows = cache.rows[i].subarray(0, cache.length * width);
      return [name, float32(rows, [cache.length, width])] as const;
    });
    const feeds = {
      ids: int32(ids),
      asked: int32(asked),
      targets: int32(targets),
      gains: float32(gains),
      ...Object.fromEntries(past),
    };
    const outputs = await this.session
      .run<string>(feeds, [...wanted, ...this.presentNames])
      .catch((cause) => {
        throw new EvaluationError('failed', { cause });
      });
    this.presentNames.forEach((name, i) => {
      cache.rows[i].set(outputs[name].data as Float32Array, cache.length * width);
    });
    cache.length += ids.length;
    return Object.fromEntries(wanted.map((name) => [name, outputs[name].data])) as Record<
      Wanted,
      Float32Array
    >;
  }
}

/** A model that is ready to predict: a session, and the gains of every norm, [norms * width]. */
export interface OpenModel {
  session: EvalSession;
  gains: Float32Array;
}

/** What a run can be asked for; see `buildForward`. */
type Output = 'nll' | 'logits' | 'states';

/** Every position of `ids`. */
const everywhere = (ids: Int32Array): Int32Array => ids.map((_, position) => position);
