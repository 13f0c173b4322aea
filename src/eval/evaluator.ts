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
  /** The session of an adapter that changes matrices; the same array is the same adapter. */
  private readonly own = new LastUsed<Uint8Array, EvalSession>((a, b) => a === b);
  private readonly neuralCache = new LastUsed<EvaluatedModel, NeuralCache>(isSame, KEPT_CACHES);

  private suggesters: KeptSuggester[] = [];
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
      const own = { model: opened, neuralCache, memory: model.memory };
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
      const known = this.suggesters.find(
        (one) => one.session === session && one.neuralCache === neuralCache && isSame(one.model, model),
      );
      const suggester = known?.suggester ?? this.newSuggester(opened, model.memory, neuralCache);
      // One whose session or cache was released since, and perhaps made again, is of no use any more.
      const others = this.suggesters.filter((one) => !isSame(one.model, model) && this.isOpen(one.model));
      const used = known ?? { model, session, neuralCache, suggester };
      this.suggesters = [...others.slice(1 - KEPT_SUGGESTERS), used];
      return goFirst(() => work(suggester));
    });
  }

  private newSuggester(opened: OpenModel, memory?: Int32Array, neuralCache?: NeuralCache): Suggester {
    const words = memory && new WordMemory(textsIn(memory, this.tokenizer));
    return new Suggester(opened, this.tokenizer, { neuralCache, words });
  }

  /** In a pause of the typing the other models read the text as well, so that they answer as soon as they are asked. */
  private letOthersRead(model: EvaluatedModel, text: string): void {
    this.reading.abort();
    const { signal } = (this.reading = new AbortController());
    const timer = setTimeout(() => {
      for (const one of this.suggesters)
        if (!isSame(one.model, model) && this.isOpen(one.model))
          this.with(one.model, signal, async () => one.suggester.read(text, signal)).catch(() => undefined);
    }, TYPING_PAUSE_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  /** Whether nothing has to be opened for a model. */
  private isOpen(model: EvaluatedModel): boolean {
    const shares = 'kind' in model || model.method === 'norm';
    return (shares || this.own.has(model.bytes)) && (!model.memory || this.neuralCache.has(model));
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
        model,
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
    return this.own.use(bytes, open, (own) => work({ session: own, gains: own.gains }));
  }
}

/** Suggesters that are kept, the one asked last at the end: the base's and the student's side by side, and one more. */
const KEPT_SUGGESTERS = 3;
const KEPT_CACHES = 3;

/** Who types on has not paused, in milliseconds. */
const TYPING_PAUSE_MS = 300;

interface KeptSuggester {
  model: EvaluatedModel;
  session: EvalSession;
  neuralCache?: NeuralCache;
  suggester: Suggester;
}

/** Whether two models are the same, memory included. Models come in messages, so equal arrays need not be one. */
function isSame(a: EvaluatedModel, b: EvaluatedModel): boolean {
  if (!isEqual(a.memory, b.memory)) return false;
  if ('kind' in a || 'kind' in b) return 'kind' in a && 'kind' in b;
  return a.method === b.method && isEqual(a.bytes, b.bytes);
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
