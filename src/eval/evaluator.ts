import { type AdapterWeights, unpackGains, unpackLora } from '../model/adapter';
import { BASE_CONFIG, type BaseFiles, type ModelConfig } from '../model/config';
import { withLora } from '../model/lora';
import { openWeights, type Weights } from '../model/weights';
import { type CopiedWord, copiedWords } from '../text/copied';
import { openTokenizer, type Tokenizer } from '../text/tokenizer';
import { type Asked, type Explained, explainWord } from './explain';
import { type Generated, generate } from './generate';
import { NeuralCache } from './neural-cache';
import type { GenerateOptions } from './options';
import { type Perplexity, perplexity } from './perplexity';
import { EvalSession, type OpenModel } from './session';
import { SingleSlot } from './single-slot';
import { type NextPiece, nextPieces } from './step';
import { type GoOnOptions, Suggester, type Suggestion, type SuggestOptions } from './suggest';
import { type TypeOptions, type Typing, typeOut } from './suggest-typing';
import { type SurprisePart, surpriseOf } from './surprise';

/**
 * A model to be asked: the base as it is, or with an adapter. With a `memory`, token ids of a text by the same
 * author, it predicts with a neural cache of them.
 */
export type EvaluatedModel = ({ kind: 'base' } | AdapterWeights) & { memory?: Int32Array };

/**
 * Measures models and lets them write. The base and all norm-only adapters share one session; an adapter that changes
 * matrices needs its own, of which one is kept, as is one neural cache: memory matters more than the seconds it takes to
 * make them.
 *
 * Calls may overlap; they take turns, piece by piece and token by token.
 */
export class Evaluator {
  /** The session of an adapter that changes matrices; the same array is the same adapter. */
  private readonly own = new SingleSlot<Uint8Array, EvalSession>((a, b) => a === b);
  private readonly neuralCache = new SingleSlot<EvaluatedModel, NeuralCache>(isSame);

  private readonly suggesters: KeptSuggester[] = [];

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

  /** See `Suggester`. */
  suggest(model: EvaluatedModel, text: string, options?: SuggestOptions): Promise<Suggestion[]> {
    return this.withSuggester(model, (suggester) => suggester.suggest(text, options));
  }

  /** See `Suggester`. */
  goOn(model: EvaluatedModel, text: string, options: GoOnOptions): Promise<string> {
    return this.withSuggester(model, (suggester) => suggester.goOn(text, options));
  }

  /** See `typeOut`. */
  typing(model: EvaluatedModel, text: string, options: TypeOptions): Promise<Typing> {
    return this.with(model, options.signal, (opened, neuralCache) =>
      typeOut(new Suggester(opened, this.tokenizer, neuralCache), text, options),
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
    await this.neuralCache.release();
    await this.own.release();
    await this.base.release();
  }

  /** Runs `work` with the suggester of a model, which knows what was read of the text before. */
  private withSuggester<T>(model: EvaluatedModel, work: (suggester: Suggester) => Promise<T>): Promise<T> {
    // An aborted call leaves a cache that is being made to the next.
    return this.with(model, undefined, (opened, neuralCache) => {
      const isKept = (kept: KeptSuggester) =>
        kept.session === opened.session && kept.neuralCache === neuralCache && isSame(kept.model, model);
      const at = this.suggesters.findIndex(isKept);
      const [kept] =
        at >= 0
          ? this.suggesters.splice(at, 1)
          : [
              {
                ...{ model, session: opened.session, neuralCache },
                suggester: new Suggester(opened, this.tokenizer, neuralCache),
              },
            ];
      this.suggesters.push(kept);
      if (this.suggesters.length > KEPT_SUGGESTERS) this.suggesters.shift();
      return work(kept.suggester);
    });
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
        () => NeuralCache.of(opened, memory, signal),
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

interface KeptSuggester {
  model: EvaluatedModel;
  session: EvalSession;
  neuralCache?: NeuralCache;
  suggester: Suggester;
}

/** Whether two models are the same, memory included. Models come in messages, so equal arrays need not be one. */
function isSame(a: EvaluatedModel, b: EvaluatedModel): boolean {
  const equal = (x?: ArrayLike<number>, y?: ArrayLike<number>): boolean =>
    x === y ||
    (x !== undefined &&
      y !== undefined &&
      x.length === y.length &&
      Array.prototype.every.call(x, (value, i) => value === y[i]));
  if (!equal(a.memory, b.memory)) return false;
  if ('kind' in a || 'kind' in b) return 'kind' in a && 'kind' in b;
  return a.method === b.method && equal(a.bytes, b.bytes);
}
