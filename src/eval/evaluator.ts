import { type AdapterWeights, unpackGains, unpackLora } from '../model/adapter';
import { BASE_CONFIG, type BaseFiles, type ModelConfig } from '../model/config';
import { withLora } from '../model/lora';
import { openWeights, type Weights } from '../model/weights';
import { type CopiedWord, copiedWords } from '../text/copied';
import { textsIn } from '../text/encode';
import { openTokenizer, type Tokenizer } from '../text/tokenizer';
import { type Asked, type Explained, explainWord } from './explain';
import { shippedGate } from './gate-shipped';
import { type Generated, generate } from './generate';
import { LastUsed } from './last-used';
import { MemoryText } from './memory-passage';
import { NeuralCache } from './neural-cache';
import type { GenerateOptions } from './options';
import { type Perplexity, perplexity } from './perplexity';
import { goFirst } from './precedence';
import { EvalSession, type OpenModel } from './session';
import { type NextPiece, nextPieces } from './step';
import { type GoOnOptions, Suggester, type Suggestion, type SuggestOptions } from './suggest';
import { countGuesses, type Guesses, type TypeOptions, type Typing, typeOut } from './suggest-typing';
import { type SurprisePart, surpriseOf } from './surprise';
import { WordMemory } from './word-memory';

/**
 * A model to be asked: the base as it is, or with an adapter. With a `memory`, token ids of a text by the same
 * author, it predicts with a neural cache of them.
 */
export type EvaluatedModel = ({ kind: 'base' } | AdapterWeights) & { memory?: Int32Array };

/**
 * Measures models and lets them write. The base and all norm-only adapters share one session; an adapter that changes
 * matrices needs its own, of which one is kept: memory matters more than the seconds it takes to make one. Of neural
 * caches, which are small beside it, three are.
 *
 * Calls may overlap; they take turns, piece by piece and token by token.
 */
export class Evaluator {
  /** The session of an adapter that changes matrices. */
  private readonly own = new LastUsed<number, EvalSession>((a, b) => a === b);
  private readonly neuralCache = new LastUsed<ModelKey, NeuralCache>(isSame, KEPT_CACHES);
  /** Numbers of adapters that change matrices: the same array is the same adapter, and none is held by its number. */
  private readonly numbers = new WeakMap<Uint8Array, number>();
  private lastNumber = 0;

  private suggesters: KeptSuggester[] = [];
  /** The memory that was asked for a passage last: words are asked about one after another. */
  private asked?: { memory: Int32Array; text: MemoryText };
  /** What the other models read meanwhile. */
  private reading = new AbortController();

  private constructor(
    private readonly weights: Weights,
    private readonly base: EvalSession,
    private readonly tokenizer: Tokenizer,
    private readonly config: ModelConfig,
  ) {}

  /** Opens the base. */
  static async load(files: BaseFiles, config: ModelConfig = BASE_CONFIG): Promise<Evaluator> {
    const tokenizer = openTokenizer(files.tokenizer, files.tokenizerConfig);
    const weights = openWeights(new Uint8Array(files.weights), config);
    return new Evaluator(weights, await EvalSession.open(weights, config), tokenizer, config);
  }

  /** See `perplexity`. */
  perplexity(
    model: EvaluatedModel,
    tokens: ArrayLike<number>,
    onProgress?: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<Perplexity> {
    return this.with(model, signal, (opened, neuralCache) =>
      perplexity(opened, tokens, onProgress, signal, neuralCache),
    );
  }

  /** See `generate`. */
  generate(
    model: EvaluatedModel,
    prompt: string,
    options: GenerateOptions,
    onText: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<Generated> {
    return this.with(model, undefined, (opened, neuralCache) =>
      generate(opened, this.tokenizer, prompt, options, onText, signal, neuralCache),
    );
  }

  /** See `Suggester`. Goes first: longer work waits between two of its pieces. */
  async suggest(model: EvaluatedModel, text: string, options?: SuggestOptions): Promise<Suggestion[]> {
    const found = await this.withSuggester(model, (suggester) => suggester.suggest(text, options));
    this.letOthersRead(model, text);
    return found;
  }

  /** See `Suggester`. */
  async goOn(model: EvaluatedModel, text: string, options: GoOnOptions): Promise<string> {
    const on = await this.withSuggester(model, (suggester) => suggester.goOn(text, options));
    this.letOthersRead(model, text);
    return on;
  }

  /** See `typeOut`. */
  typing(model: EvaluatedModel, text: string, options: TypeOptions): Promise<Typing> {
    return this.with(model, options.signal, (opened, neuralCache) =>
      typeOut(this.newSuggester(opened, model.memory, neuralCache), text, options),
    );
  }

  /** See `countGuesses`. */
  guesses(
    model: EvaluatedModel,
    text: string,
    words: number,
    signal?: AbortSignal,
    onProgress?: (soFar: Guesses) => void,
  ): Promise<Guesses> {
    // An aborted call leaves a cache that is being made to the next.
    return this.with(model, undefined, (opened, neuralCache) =>
      countGuesses(this.newSuggester(opened, model.memory, neuralCache), text, words, signal, onProgress),
    );
  }

  /** Why a word stands in a text that a model wrote: see `explainWord`. */
  explain(model: EvaluatedModel, asked: Asked, signal?: AbortSignal): Promise<Explained> {
    const base = { session: this.base, gains: this.base.gains };
    // An aborted call leaves a cache that is being made to the next.
    return this.with(model, undefined, (opened, neuralCache) => {
      const { memory } = model;
      const text = () => this.textOf(memory!);
      const own = { model: opened, neuralCache, ...(memory && { memory: { length: memory.length, text } }) };
      return explainWord(base, own, this.tokenizer, asked, signal);
    });
  }

  /** How likely each word of `text` was to the base and to `model`: see `surpriseOf`. */
  surprise(model: EvaluatedModel, text: string, signal?: AbortSignal): Promise<SurprisePart[]> {
    const nllOf = (model: EvaluatedModel) => async (tokens: Int32Array) =>
      (await this.perplexity(model, tokens, undefined, signal)).tokenNll;
    return surpriseOf(text, this.tokenizer, nllOf({ kind: 'base' }), nllOf(model));
  }

  /** What may come next: see `nextPieces`. */
  step(model: EvaluatedModel, text: string, count: number, signal?: AbortSignal): Promise<NextPiece[]> {
    return this.with(model, undefined, (opened, neuralCache) =>
      nextPieces(opened, this.tokenizer, text, count, neuralCache, signal),
    );
  }

  /** Which words of `text` stand in long runs that the memory of `model` has too; nothing where it has none. */
  copied(model: EvaluatedModel, text: string): CopiedWord[] {
    return model.memory ? copiedWords(text, this.tokenizer.decode(model.memory)) : [];
  }

  /** Frees all sessions; no call may be under way or follow. */
  async release(): Promise<void> {
    this.reading.abort();
    this.suggesters = [];
    await this.neuralCache.release();
    await this.own.release();
    await this.base.release();
  }

  /** Runs `work` with the suggester of a model, which knows what was read of the text before. */
  private withSuggester<T>(model: EvaluatedModel, work: (suggester: Suggester) => Promise<T>): Promise<T> {
    this.reading.abort();
    // A call that is aborted leaves a cache that is being made to the next.
    return this.with(model, undefined, (opened, neuralCache) => {
      const { session } = opened;
      const key = this.keyOf(model);
      const known = this.suggesters.find(
        (one) => one.session === session && one.neuralCache === neuralCache && isSame(one.key, key),
      );
      const suggester = known?.suggester ?? this.newSuggester(opened, model.memory, neuralCache);
      // One whose session or cache was released since, and perhaps made again, is of no use any more.
      const others = this.suggesters.filter((one) => !isSame(one.key, key) && this.isOpen(one));
      const used = known ?? { key, session, neuralCache, suggester };
      this.suggesters = [...others.slice(1 - KEPT_SUGGESTERS), used];
      return goFirst(() => work(suggester));
    });
  }

  private textOf(memory: Int32Array): MemoryText {
    if (!isEqual(this.asked?.memory, memory))
      this.asked = { memory, text: new MemoryText(this.tokenizer, memory) };
    return this.asked!.text;
  }

  private newSuggester(opened: OpenModel, memory?: Int32Array, neuralCache?: NeuralCache): Suggester {
    const words = memory && new WordMemory(textsIn(memory, this.tokenizer));
    return new Suggester(opened, this.tokenizer, { neuralCache, words });
  }

  /** In a pause of the typing the other models read the text as well, so that they answer as soon as they are asked. */
  private letOthersRead(model: EvaluatedModel, text: string): void {
    this.reading.abort();
    const { signal } = (this.reading = new AbortController());
    const key = this.keyOf(model);
    const timer = setTimeout(() => {
      for (const one of this.suggesters)
        if (!isSame(one.key, key))
          this.whileOpen(one, async () => one.suggester.read(text, signal)).catch(() => undefined);
    }, TYPING_PAUSE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  /** Whether nothing has to be opened for a suggester to go on. */
  private isOpen({ session, neuralCache }: KeptSuggester): boolean {
    const isHeld = session === this.base || this.own.holds(session);
    return isHeld && (!neuralCache || this.neuralCache.holds(neuralCache));
  }

  /** Runs `work` unless something would have to be opened for it; until then, nothing of it is released. */
  private async whileOpen(one: KeptSuggester, work: () => Promise<unknown>): Promise<void> {
    if (!this.isOpen(one)) return;
    const { session, neuralCache } = one;
    const withCache = () => (neuralCache ? this.neuralCache.hold(neuralCache, work) : work());
    await (session === this.base ? withCache() : this.own.hold(session, withCache));
  }

  /** What tells a model from others. */
  private keyOf(model: EvaluatedModel): ModelKey {
    const { memory } = model;
    if ('kind' in model) return { adapter: 'base', memory };
    return { adapter: model.method === 'norm' ? model.bytes : this.numberOf(model.bytes), memory };
  }

  private numberOf(bytes: Uint8Array): number {
    const number = this.numbers.get(bytes) ?? ++this.lastNumber;
    this.numbers.set(bytes, number);
    return number;
  }

  /** Runs `work` with the opened model, and with its neural cache if it has one. */
  private with<T>(
    model: EvaluatedModel,
    signal: AbortSignal | undefined,
    work: (opened: OpenModel, neuralCache?: NeuralCache) => Promise<T>,
  ): Promise<T> {
    return this.open(model, (opened) => {
      const { memory } = model;
      if (!memory) return work(opened);
      return this.neuralCache.use(
        this.keyOf(model),
        async () => NeuralCache.of(opened, memory, await shippedGate(), signal),
        (cache) => work(opened, cache),
      );
    });
  }

  private async open<T>(model: EvaluatedModel, work: (opened: OpenModel) => Promise<T>): Promise<T> {
    const session = this.base;
    if ('kind' in model) return work({ session, gains: session.gains });
    const { method, bytes } = model;
    if (method === 'norm') return work({ session, gains: unpackGains(bytes, this.config) });
    const open = () => {
      const weights =
        method === 'lora'
          ? withLora(this.weights, this.config, unpackLora(bytes, this.config))
          : openWeights(bytes, this.config);
      return EvalSession.open(weights, this.config);
    };
    return this.own.use(this.numberOf(bytes), open, (own) => work({ session: own, gains: own.gains }));
  }
}

/** Suggesters that are kept, the one asked last at the end: the base's and the student's side by side, and one more. */
const KEPT_SUGGESTERS = 3;
const KEPT_CACHES = 3;

/** Who types on has not paused, in milliseconds. */
const TYPING_PAUSE_MS = 300;

interface KeptSuggester {
  key: ModelKey;
  session: EvalSession;
  neuralCache?: NeuralCache;
  suggester: Suggester;
}

/**
 * A model as caches and suggesters are kept under it. Of an adapter that changes matrices there is a number in the place of
 * its bytes, up to 76 MB, which would stay in memory with the key; the few kilobytes of a norm-only adapter may.
 */
interface ModelKey {
  adapter: 'base' | number | Uint8Array;
  memory: Int32Array | undefined;
}

/** Whether two models are the same, memory included. Models come in messages, so equal arrays need not be one. */
function isSame(a: ModelKey, b: ModelKey): boolean {
  const [x, y] = [a.adapter, b.adapter];
  const sameAdapter = x instanceof Uint8Array && y instanceof Uint8Array ? isEqual(x, y) : x === y;
  return sameAdapter && isEqual(a.memory, b.memory);
}

/** A plain loop: `every` takes 20 times as long, and at each key some thousand tokens are compared several times. */
function isEqual<Values extends Uint8Array | Int32Array>(
  x: Values | undefined,
  y: Values | undefined,
): boolean {
  if (x === y || !x || !y) return x === y;
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}
