import * as Comlink from 'comlink';
import type { BaseFiles } from '../model/config';
import { setUpRuntimeInWorker } from '../model/onnx/browser';
import type { CopiedWord } from '../text/copied';
import { type EvaluatedModel, Evaluator } from './evaluator';
import type { Asked, Explained } from './explain';
import type { Generated } from './generate';
import type { GenerateOptions } from './options';
import type { Perplexity } from './perplexity';
import type { NextPiece } from './step';
import type { Suggestion } from './suggest';
import type { Guesses, Typing } from './suggest-typing';
import type { SurprisePart } from './surprise';

import '../model/workers';

/** `again`: the adapter with a session of its own that came last, so that its bytes come once. */
export type PostedModel = EvaluatedModel | { kind: 'again'; memory?: Int32Array };

/** The evaluator as the page sees it. A `call` is a number that the page chooses, to stop the call by. */
export class EvaluatorWorker {
  private evaluator?: Evaluator;
  private lastOwn?: EvaluatedModel;
  private readonly calls = new Map<number, AbortController>();

  /** Opens the base; returns the number of threads that will compute. */
  async load(files: BaseFiles): Promise<number> {
    const threads = setUpRuntimeInWorker();
    this.evaluator = await Evaluator.load(files);
    return threads;
  }

  perplexity(
    call: number,
    model: PostedModel,
    tokens: Int32Array,
    onProgress: (done: number, total: number) => void,
  ): Promise<Perplexity> {
    const asked = this.resolve(model);
    return this.stoppable(call, onProgress, (hear, signal) =>
      this.loaded.perplexity(asked, tokens, hear, signal),
    );
  }

  generate(
    call: number,
    model: PostedModel,
    prompt: string,
    options: GenerateOptions,
    onText: (text: string) => void,
  ): Promise<Generated> {
    const asked = this.resolve(model);
    return this.stoppable(call, onText, (hear, signal) =>
      this.loaded.generate(asked, prompt, options, hear, signal),
    );
  }

  suggest(call: number, model: PostedModel, text: string): Promise<Suggestion[]> {
    const asked = this.resolve(model);
    return this.abortable(call, (signal) => this.loaded.suggest(asked, text, { signal }));
  }

  goOn(call: number, model: PostedModel, text: string, words: number): Promise<string> {
    const asked = this.resolve(model);
    return this.abortable(call, (signal) => this.loaded.goOn(asked, text, { words, signal }));
  }

  typing(
    call: number,
    model: PostedModel,
    text: string,
    onProgress: (done: number, total: number) => void,
  ): Promise<Typing> {
    const asked = this.resolve(model);
    return this.stoppable(call, onProgress, (hear, signal) =>
      this.loaded.typing(asked, text, { onProgress: hear, signal }),
    );
  }

  guesses(
    call: number,
    model: PostedModel,
    text: string,
    words: number,
    onProgress: (soFar: Guesses) => void,
  ): Promise<Guesses> {
    const asked = this.resolve(model);
    return this.stoppable(call, onProgress, (hear, signal) =>
      this.loaded.guesses(asked, text, words, signal, hear),
    );
  }

  explain(call: number, model: PostedModel, question: Asked): Promise<Explained> {
    const asked = this.resolve(model);
    return this.abortable(call, (signal) => this.loaded.explain(asked, question, signal));
  }

  surprise(call: number, model: PostedModel, text: string): Promise<SurprisePart[]> {
    const asked = this.resolve(model);
    return this.abortable(call, (signal) => this.loaded.surprise(asked, text, signal));
  }

  step(call: number, model: PostedModel, text: string, count: number): Promise<NextPiece[]> {
    const asked = this.resolve(model);
    return this.abortable(call, (signal) => this.loaded.step(asked, text, count, signal));
  }

  copied(model: PostedModel, text: string): CopiedWord[] {
    return this.loaded.copied(this.resolve(model), text);
  }

  /** Stops a call that is under way; does nothing if it has ended. */
  stop(call: number): void {
    this.calls.get(call)?.abort();
  }

  private get loaded(): Evaluator {
    if (!this.evaluator) throw new Error('The evaluator was asked before it had the base.');
    return this.evaluator;
  }

  /** To be called as soon as a message is there: messages come in the order in which they were sent. */
  private resolve(model: PostedModel): EvaluatedModel {
    if ('method' in model) {
      if (model.method !== 'norm') this.lastOwn = model;
      return model;
    }
    if (model.kind === 'base') return model;
    if (!this.lastOwn) throw new Error('The evaluator was asked for an adapter it never had.');
    return { ...this.lastOwn, memory: model.memory };
  }

  /** Runs `work`; by the time it ends, the page has heard all that `listener` was told. */
  private async stoppable<Args extends unknown[], T>(
    call: number,
    listener: (...args: Args) => void,
    work: (hear: (...args: Args) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    let heard: unknown;
    try {
      const result = await this.abortable(call, (signal) =>
        work((...args) => (heard = listener(...args)), signal),
      );
      await heard;
      return result;
    } finally {
      (listener as unknown as Comlink.Remote<typeof listener>)[Comlink.releaseProxy]();
    }
  }

  /** Runs `work`, which `stop` can end until then. */
  private async abortable<T>(call: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.calls.set(call, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.calls.delete(call);
    }
  }
}

Comlink.expose(new EvaluatorWorker());
