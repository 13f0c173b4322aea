import { type AdapterWeights, unpackGains, unpackLora } from '../model/adapter';
import type { BaseFiles } from '../model/base';
import { BASE_CONFIG, type ModelConfig } from '../model/config';
import { withLora } from '../model/lora';
import { openWeights, type Weights } from '../model/weights';
import { openTokenizer, type Tokenizer } from '../text/tokenizer';
import { type Generated, generate } from './generate';
import type { GenerateOptions } from './options';
import { type Perplexity, perplexity } from './perplexity';
import { EvalSession } from './session';

/** A model to be asked: the base as it is, or with an adapter. */
export type EvaluatedModel = { kind: 'base' } | AdapterWeights;

/**
 * Measures models and lets them write. The base and all norm-only adapters share one session; an adapter that changes
 * matrices needs its own, of which one is kept: memory matters more than the second it takes to make it.
 *
 * Calls may overlap; they take turns, piece by piece and token by token.
 */
export class Evaluator {
  private own?: OwnSession;
  private lastOpening: Promise<unknown> = Promise.resolve();

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
    return this.with(model, (session, gains) => perplexity(session, gains, tokens, onProgress, signal));
  }

  /** See `generate`. */
  generate(
    model: EvaluatedModel,
    prompt: string,
    options: GenerateOptions,
    onText: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<Generated> {
    return this.with(model, (session, gains) =>
      generate(session, gains, this.tokenizer, prompt, options, onText, signal),
    );
  }

  /** Frees all sessions; no call may be under way or follow. */
  async release(): Promise<void> {
    await this.dropOwn();
    await this.base.release();
  }

  private async with<T>(
    model: EvaluatedModel,
    work: (session: EvalSession, gains: Float32Array) => Promise<T>,
  ): Promise<T> {
    if ('kind' in model) return work(this.base, this.base.gains);
    if (model.method === 'norm') return work(this.base, unpackGains(model.bytes, this.config));
    // One at a time, so that a session is dropped only when no one uses it and no one is about to.
    const opening = this.lastOpening.then(async () => {
      const { session, uses } = await this.openOwn(model);
      const result = work(session, session.gains);
      uses.add(result);
      result.finally(() => uses.delete(result)).catch(() => undefined);
      return { result };
    });
    this.lastOpening = opening.catch(() => undefined);
    return (await opening).result;
  }

  private async openOwn({ method, bytes }: AdapterWeights): Promise<OwnSession> {
    if (this.own?.bytes === bytes) return this.own;
    const weights =
      method === 'lora'
        ? withLora(this.weights, this.config, unpackLora(bytes, this.config))
        : openWeights(bytes, this.config);
    await this.dropOwn();
    this.own = { bytes, session: await EvalSession.open(weights, this.config), uses: new Set() };
    return this.own;
  }

  private async dropOwn(): Promise<void> {
    if (!this.own) return;
    const { session, uses } = this.own;
    await Promise.allSettled(uses);
    this.own = undefined;
    await session.release();
  }
}

/** The session of an adapter that changes matrices: its weights, or the base's with its factors multiplied in. */
interface OwnSession {
  /** The adapter it was made of: the same array is the same adapter. */
  bytes: Uint8Array;
  session: EvalSession;
  /** The calls under way. */
  uses: Set<Promise<unknown>>;
}
