import { logSumExp, type Mixer } from './mixer';
import type { NeuralCache, Recollection } from './neural-cache';
import { modelAt } from './perplexity';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import { LONGEST_RUN, type Vote } from './vote';

/** What a model predicts after a text: logits [vocab], not to be changed. */
export interface Predicted {
  /** Without its neural cache. */
  alone: Float32Array;
  /** With it; the same array where it has none. */
  own: Float32Array;
  /** What the neural cache's places said that are most alike. */
  vote?: Vote;
}

/**
 * A model that goes on with a prompt, token by token. A text may outgrow the context: then the model reads the last half
 * context again and goes on from there, forgetting what came before. A prompt longer than the context is read the same way.
 *
 * A neural cache, if there is one, takes in the prompt as well, and is trusted as far as it predicted the prompt. It does not
 * take in what comes after: that is no sign of whose text this is, and would make a model repeat itself.
 */
export class Continuation {
  /** The tokens so far; of a long text the last half context at least. */
  seen: number[];
  /** Those of them that the model has not read. */
  private unread: number[];
  /** How many tokens of `seen` the cache holds: beyond are those of a path. */
  private read = 0;
  private readonly cache: KeyValueCache;
  private readonly recollection: Recollection | undefined;
  private readonly mixer: Mixer | undefined;
  /** The last tokens that came after the prompt: the neural cache does not have them. */
  private written: number[] = [];
  private readonly remembered = new Map<string, Predicted>();

  private constructor(
    private readonly model: OpenModel,
    prompt: readonly number[],
    neuralCache: NeuralCache | undefined,
    private readonly memoryShare: number,
  ) {
    this.seen = [...prompt];
    this.unread = [...prompt];
    this.cache = new KeyValueCache(model.session.config);
    this.recollection = neuralCache?.begin();
    this.mixer = neuralCache?.mixer();
  }

  /** Begins with `prompt` [1 or more]; a neural cache has `memoryShare` (0 to 1) of its usual say. */
  static async of(
    model: OpenModel,
    prompt: readonly number[],
    neuralCache?: NeuralCache,
    memoryShare = 1,
  ): Promise<Continuation> {
    const continuation = new Continuation(model, prompt, neuralCache, memoryShare);
    const { recollection, mixer } = continuation;
    if (recollection && mixer) await continuation.learnTrust(recollection, mixer);
    return continuation;
  }

  /** What follows the text and `path`, tokens that it may go on with. */
  async next(path: readonly number[] = []): Promise<Predicted> {
    const key = path.join();
    const known = this.remembered.get(key);
    if (known) return known;
    if (this.read + this.unread.length + path.length > this.model.session.config.context) this.forget();
    if (path.length > 0 && this.unread.length > 0) await this.next();
    // What an earlier path has left in the cache is written over.
    this.cache.length = this.read;
    const predicted = await this.predict(path.length > 0 ? path : this.unread, path);
    this.read += this.unread.length;
    this.unread = [];
    this.remembered.set(key, predicted);
    return predicted;
  }

  /** The text goes on with a token. */
  take(id: number): void {
    this.seen.push(id);
    this.unread.push(id);
    this.written = [...this.written, id].slice(-LONGEST_RUN);
    this.remembered.clear();
  }

  private forget(): void {
    this.seen = this.seen.slice(-this.model.session.config.context / 2);
    this.unread = [...this.seen];
    this.read = 0;
    this.cache.clear();
    this.remembered.clear();
  }

  /** Reads all of the prompt but its last token, to see how well the neural cache predicts it. */
  private async learnTrust(votes: Recollection, mixer: Mixer): Promise<void> {
    const { session, gains } = this.model;
    if (this.unread.length > session.config.context) this.forget();
    const prompt = Int32Array.from(this.unread);
    for (let at = 0; at + 1 < prompt.length; at += PIECE) {
      const targets = prompt.subarray(at + 1, at + 1 + PIECE);
      const piece = prompt.subarray(at, at + targets.length);
      const { nll, states, logits } = await session.everything(piece, targets, this.cache, gains);
      for (const [i, { all }] of (await votes.read(states, targets)).entries())
        mixer.probability(all, targets[i], modelAt(logits, i, targets[i], nll[i], session.config.vocab));
    }
    this.read = this.cache.length;
    this.unread = this.unread.slice(-1);
  }

  private async predict(tokens: readonly number[], path: readonly number[]): Promise<Predicted> {
    const { session, gains } = this.model;
    const ids = Int32Array.from(tokens);
    if (!this.recollection || !this.mixer) {
      const alone = await session.logits(ids, this.cache, gains);
      return { alone, own: alone };
    }
    const { logits: alone, states } = await session.logitsAndState(ids, this.cache, gains);
    const [{ all }] = await this.recollection.ask(states, () => [...this.written, ...path]);
    const own = alone.slice();
    this.mixer.mix(own, all, logSumExp(alone), this.memoryShare);
    return { alone, own, vote: all.alike };
  }
}
