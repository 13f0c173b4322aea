import type { NeuralCache, Recollection } from './neural-cache';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import { mixLogits, Trust } from './vote';

/** Most tokens that are asked about after what was read. */
export const LONGEST_PATH = 12;

/**
 * A model that reads a text which is being written: only what is new is read, and where the text was changed, only what
 * comes after. What it predicts is remembered until the text changes.
 *
 * A neural cache, if there is one, takes in the text and is trusted as far as it predicted it, as in `generate`. A text may
 * outgrow the context: then the model reads the last half context again and goes on from there.
 */
export class Reader {
  private ids: readonly number[] = [];
  /** Tokens that the model has read and of which the next is known. */
  private known = 0;
  /** The place in the text of the first token that `cache` holds. */
  private start = 0;
  private readonly cache: KeyValueCache;
  private readonly recollection: Recollection | undefined;
  /** How far the neural cache was to be trusted when 0, 1, … of the tokens were known. */
  private readonly trusts = [new Trust()];
  private readonly remembered = new Map<string, Float32Array>();

  constructor(
    private readonly model: OpenModel,
    neuralCache?: NeuralCache,
  ) {
    this.cache = new KeyValueCache(model.session.config);
    this.recollection = neuralCache?.begin();
  }

  /**
   * Reads a text, `ids` [1 or more]; what it shares with the one before is not read again. When `signal` is aborted, it
   * rejects with its reason between two pieces; what was read until then is kept.
   */
  async read(ids: readonly number[], signal?: AbortSignal): Promise<void> {
    let same = 0;
    while (same < ids.length && ids[same] === this.ids[same]) same++;
    if (same === ids.length && same === this.ids.length && this.remembered.has('')) return;
    this.remembered.clear();
    this.ids = ids.slice();
    await this.forgetFrom(Math.min(this.known, Math.max(0, same - 1)));
    const last = ids.length - 1;
    // Without a neural cache, what is left is read with the last token: one run, and not two.
    while (this.recollection ? this.known < last : last - this.known > this.room) {
      signal?.throwIfAborted();
      if (this.room === 0) await this.makeRoom(last);
      const end = Math.min(this.known + Math.min(PIECE, this.room), last);
      await this.take(Int32Array.from(ids.slice(this.known, end + 1)));
      this.known = end;
    }
    if (this.room === 0) await this.makeRoom(last);
    this.remembered.set('', await this.predict(ids.slice(this.known)));
    this.known = last;
  }

  /** The logits [vocab] of the token after the text and `path` [0 to `LONGEST_PATH`]; not to be changed. */
  async next(path: readonly number[]): Promise<Float32Array> {
    const key = path.join();
    let logits = this.remembered.get(key);
    if (!logits) {
      this.cache.length = this.known + 1 - this.start;
      this.remembered.set(key, (logits = await this.predict(path)));
    }
    return logits;
  }

  /** Tokens that can be read before the context is full, the last one and a path aside. */
  private get room(): number {
    return Math.max(0, this.cache.room - 1 - LONGEST_PATH);
  }

  private async forgetFrom(known: number): Promise<void> {
    this.recollection?.rewind(this.trusts.length - 1 - Math.min(known, this.trusts.length - 1));
    this.trusts.length = Math.min(known + 1, this.trusts.length);
    this.known = known;
    if (known < this.start) await this.moveTo(known);
    else this.cache.length = known - this.start;
  }

  /** Without a neural cache nothing is lost where text further back than half a context is passed over. */
  private async makeRoom(last: number): Promise<void> {
    if (!this.recollection) this.known = Math.max(this.known, last - this.model.session.config.context / 2);
    await this.moveTo(this.known);
  }

  /** Reads the half context before `at` again, as the beginning. */
  private async moveTo(at: number): Promise<void> {
    const { session, gains } = this.model;
    this.start = Math.max(0, at - session.config.context / 2);
    this.cache.clear();
    if (at > this.start)
      await session.logits(Int32Array.from(this.ids.slice(this.start, at)), this.cache, gains);
  }

  /** Reads all of `ids` but the last, which is known to follow. */
  private async take(ids: Int32Array): Promise<void> {
    const { session, gains } = this.model;
    const [piece, targets] = [ids.subarray(0, -1), ids.subarray(1)];
    if (!this.recollection) {
      await session.logits(piece, this.cache, gains);
      return;
    }
    const { nll, states } = await session.nllAndStates(piece, targets, this.cache, gains);
    for (const [i, { all }] of (await this.recollection.read(states, targets)).entries()) {
      const trust = Object.assign(new Trust(), this.trusts.at(-1));
      trust.probability(all, targets[i], Math.exp(-nll[i]));
      this.trusts.push(trust);
    }
  }

  private async predict(ids: readonly number[]): Promise<Float32Array> {
    const { session, gains } = this.model;
    const read = Int32Array.from(ids);
    if (!this.recollection) return session.logits(read, this.cache, gains);
    const { logits, states } = await session.logitsAndState(read, this.cache, gains);
    const [{ all }] = await this.recollection.ask(states);
    mixLogits(logits, all, this.trusts.at(-1)!.share(all));
    return logits;
  }
}
