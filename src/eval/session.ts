import type { ModelConfig } from '../model/config';
import { buildForward, cacheNames } from '../model/onnx/forward';
import { bools, createSession, float32, int32, type OnnxSession } from '../model/onnx/runtime';
import { gainNames } from '../model/parameters';
import type { Weights } from '../model/weights';
import { EvaluationError } from './error';

/**
 * The keys and values of the tokens read so far: what lets a model go on without reading them again. After the text there
 * may be branches: tokens of several ways in which it may go on.
 */
export class KeyValueCache {
  /** How many tokens of the text it holds. */
  length = 0;
  /** How many tokens of branches it holds; reading on in the text removes them. */
  branches = 0;
  /** Layer by layer: keys, values; each [context + most branches, width], of which the first `length + branches` count. */
  readonly rows: Float32Array[];

  constructor(
    private readonly config: ModelConfig,
    private readonly mostBranches = 0,
  ) {
    const size = (config.context + mostBranches) * config.width;
    this.rows = Array.from({ length: 2 * config.layers }, () => new Float32Array(size));
  }

  /** How many more tokens of the text it can take. */
  get room(): number {
    return this.config.context - this.length;
  }

  /** How many more tokens of branches. */
  get branchRoom(): number {
    return this.mostBranches - this.branches;
  }

  clear(): void {
    this.length = 0;
    this.branches = 0;
  }

  /** Keeps only the branches' tokens in `rows`, increasing, of which the first `taken` become a part of the text. */
  keep(rows: readonly number[], taken: number): void {
    const { width } = this.config;
    for (const values of this.rows)
      for (const [i, row] of rows.entries())
        values.copyWithin((this.length + i) * width, row * width, (row + 1) * width);
    this.length += taken;
    this.branches = rows.length - taken;
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

  /** As `nllAndStates`, with the logits after each of `ids`, row by row: [ids, vocab]. */
  everything(
    ids: Int32Array,
    targets: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Record<'nll' | 'states' | 'logits', Float32Array>> {
    return this.run(['nll', 'states', 'logits'], ids, everywhere(ids), targets, cache, gains);
  }

  /**
   * Reads one token of each of several branches, `ids`, and adds them to what `cache` holds, in this order. Each sees the
   * text and the tokens of its own branch so far, which are in the rows `before`. Returns the logits after each of `ids`
   * and the states at them, row by row: [ids, vocab] and [ids, width].
   */
  branch(
    ids: Int32Array,
    before: readonly (readonly number[])[],
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Record<'logits' | 'states', Float32Array>> {
    if (ids.length > cache.branchRoom)
      throw new RangeError(`there is no room for ${ids.length} branches more`);
    const { length } = cache;
    const start = length + cache.branches;
    const places: Places = {
      positions: Int32Array.from(before, (rows) => length + rows.length),
      hidden: hiddenIn(start + ids.length, ids.length, (i, hidden) => {
        hidden.fill(1, length);
        for (const row of before[i]) hidden[row] = 0;
        hidden[start + i] = 0;
      }),
    };
    const nothing = new Int32Array(ids.length);
    return this.runAt(['logits', 'states'], ids, places, everywhere(ids), nothing, cache, gains, 'branches');
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

  private run<Wanted extends Output>(
    wanted: readonly Wanted[],
    ids: Int32Array,
    asked: Int32Array,
    targets: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
  ): Promise<Record<Wanted, Float32Array>> {
    if (ids.length > cache.room)
      throw new RangeError(`${ids.length} tokens do not fit: the context has room for ${cache.room} more`);
    cache.branches = 0;
    const { length } = cache;
    const places: Places = {
      positions: ids.map((_, i) => length + i),
      hidden: hiddenIn(length + ids.length, ids.length, (i, hidden) => hidden.fill(1, length + i + 1)),
    };
    return this.runAt(wanted, ids, places, asked, targets, cache, gains, 'length');
  }

  /** Runs, and adds the new keys and values to what `cache` holds, as so many more of `kind`. */
  private async runAt<Wanted extends Output>(
    wanted: readonly Wanted[],
    ids: Int32Array,
    { positions, hidden }: Places,
    asked: Int32Array,
    targets: Int32Array,
    cache: KeyValueCache,
    gains: Float32Array,
    kind: 'length' | 'branches',
  ): Promise<Record<Wanted, Float32Array>> {
    const { width } = this.config;
    const held = cache.length + cache.branches;
    const past = this.pastNames.map((name, i) => {
      const rows = cache.rows[i].subarray(0, held * width);
      return [name, float32(rows, [held, width])] as const;
    });
    const feeds = {
      ids: int32(ids),
      positions: int32(positions),
      hidden: bools(hidden, [ids.length, held + ids.length]),
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
      cache.rows[i].set(outputs[name].data as Float32Array, held * width);
    });
    cache[kind] += ids.length;
    return Object.fromEntries(wanted.map((name) => [name, outputs[name].data])) as Record<
      Wanted,
      Float32Array
    >;
  }
}

/** Where new tokens are and what they do not see; see `buildForward`. */
interface Places {
  positions: Int32Array;
  hidden: Uint8Array;
}

/** For each of `rows` tokens, which of `columns` it must not see: `hide` sets 1 in its row. */
function hiddenIn(
  columns: number,
  rows: number,
  hide: (row: number, hidden: Uint8Array) => void,
): Uint8Array {
  const hidden = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) hide(row, hidden.subarray(row * columns, (row + 1) * columns));
  return hidden;
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
