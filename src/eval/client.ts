import * as Comlink from 'comlink';
import type { BaseFiles } from '../model/config';
import { Waiting } from '../model/workers';
import type { CopiedWord } from '../text/copied';
import { EvaluationError } from './error';
import type { EvaluatedModel } from './evaluator';
import type { Asked, Explained } from './explain';
import type { Generated } from './generate';
import type { GenerateOptions } from './options';
import type { Perplexity } from './perplexity';
import type { NextPiece } from './step';
import type { Suggestion } from './suggest';
import type { Guesses, Typing } from './suggest-typing';
import type { SurprisePart } from './surprise';
import type { EvaluatorWorker, PostedModel } from './worker';

/**
 * The evaluator in its worker. Calls may overlap: they take turns token by token. They reject with a `UserError`.
 */
export interface EvaluatorClient {
  /**
   * Resolves when the base is open, with the number of threads that compute: one where the page is not
   * cross-origin isolated. Calls need not wait for it.
   */
  readonly ready: Promise<number>;

  /**
   * The perplexity of `tokens`; `onProgress` hears how many of `total` tokens are behind. Rejects with
   * an `AbortError` soon after `signal` is aborted.
   */
  perplexity(
    model: EvaluatedModel,
    tokens: Int32Array,
    onProgress?: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<Perplexity>;

  /**
   * Continues `prompt`; `onText` hears the text as it is written. Soon after `signal` is aborted, it
   * resolves with what is written by then.
   */
  generate(
    model: EvaluatedModel,
    prompt: string,
    options: GenerateOptions,
    onText?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<Generated>;

  /**
   * The words that are likeliest at the end of `text`, what stands before the cursor: the next one, or those that begin with
   * what is typed; the likeliest first, at most three. Comes in between the pieces of a long measurement. Rejects with an
   * `AbortError` soon after `signal` is aborted, as the next key should do.
   */
  suggest(model: EvaluatedModel, text: string, signal?: AbortSignal): Promise<Suggestion[]>;

  /**
   * How `text` most likely goes on: at most so many words, ending where the sentence ends. It begins with what the first
   * suggestion inserts, and takes the place of as many UTF-16 units (`replaces`); empty where there is none.
   */
  goOn(
    model: EvaluatedModel,
    text: string,
    options: { words: number },
    signal?: AbortSignal,
  ): Promise<string>;

  /**
   * What three suggestions at a time bring to somebody who writes `text`; `onProgress` hears how many of `total` UTF-16
   * units are behind. Rejects with an `AbortError` soon after `signal` is aborted.
   */
  typing(
    model: EvaluatedModel,
    text: string,
    onProgress?: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<Typing>;

  /**
   * How many of the first `words` words of `text`, after the very first, are the first suggestion before a letter is typed;
   * `onProgress` hears it of those that are behind. Rejects with an `AbortError` soon after `signal` is aborted.
   */
  guesses(
    model: EvaluatedModel,
    text: string,
    words: number,
    signal?: AbortSignal,
    onProgress?: (soFar: Guesses) => void,
  ): Promise<Guesses>;

  /**
   * Why a word stands in a text that `model`, or the base, has written. This and the next two reject with an `AbortError`
   * soon after `signal` is aborted.
   */
  explain(model: EvaluatedModel, asked: Asked, signal?: AbortSignal): Promise<Explained>;

  /** How likely each word of `text` was to the base and to `model`. */
  surprise(model: EvaluatedModel, text: string, signal?: AbortSignal): Promise<SurprisePart[]>;

  /** The `count` likeliest words or signs that may come after `text`, the likeliest first. */
  step(model: EvaluatedModel, text: string, count: number, signal?: AbortSignal): Promise<NextPiece[]>;

  /** The words of `text`, and which of them stand in runs of eight or more that the memory of `model` has too. */
  copied(model: EvaluatedModel, text: string): Promise<CopiedWord[]>;

  /** Ends the worker, which gives all its memory back; calls under way reject. */
  close(): void;
}

/** Starts a worker and opens the base in it. */
export function startEvaluator(base: BaseFiles): EvaluatorClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'evaluator' });
  const remote = Comlink.wrap<EvaluatorWorker>(worker);

  const waiting = new Waiting();
  worker.onerror = ({ message }) => waiting.fail(new EvaluationError('stopped', { cause: message }));

  const ready = waiting.answer(() => remote.load(base));
  ready.catch(() => {});

  let lastOwn: Uint8Array | undefined;
  const posted = (model: EvaluatedModel): PostedModel => {
    if ('kind' in model || model.method === 'norm') return model;
    if (model.bytes === lastOwn) return { kind: 'again', memory: model.memory };
    lastOwn = model.bytes;
    return model;
  };

  let lastCall = 0;
  const stoppable = async <T>(
    signal: AbortSignal | undefined,
    ask: (call: number) => Promise<T>,
  ): Promise<T> => {
    await ready;
    const call = ++lastCall;
    const asked = waiting.answer(() => ask(call));
    const stop = () => void remote.stop(call);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
    return asked.finally(() => signal?.removeEventListener('abort', stop));
  };

  return {
    ready,
    perplexity: (model, tokens, onProgress = () => {}, signal) =>
      stoppable(signal, (call) => remote.perplexity(call, posted(model), tokens, Comlink.proxy(onProgress))),
    generate: (model, prompt, options, onText = () => {}, signal) =>
      stoppable(signal, (call) =>
        remote.generate(call, posted(model), prompt, options, Comlink.proxy(onText)),
      ),
    suggest: (model, text, signal) => stoppable(signal, (call) => remote.suggest(call, posted(model), text)),
    goOn: (model, text, { words }, signal) =>
      stoppable(signal, (call) => remote.goOn(call, posted(model), text, words)),
    typing: (model, text, onProgress = () => {}, signal) =>
      stoppable(signal, (call) => remote.typing(call, posted(model), text, Comlink.proxy(onProgress))),
    guesses: (model, text, words, signal, onProgress = () => {}) =>
      stoppable(signal, (call) =>
        remote.guesses(call, posted(model), text, words, Comlink.proxy(onProgress)),
      ),
    explain: (model, asked, signal) =>
      stoppable(signal, (call) => remote.explain(call, posted(model), asked)),
    surprise: (model, text, signal) =>
      stoppable(signal, (call) => remote.surprise(call, posted(model), text)),
    step: (model, text, count, signal) =>
      stoppable(signal, (call) => remote.step(call, posted(model), text, count)),
    copied: (model, text) => stoppable(undefined, () => remote.copied(posted(model), text)),
    close() {
      worker.terminate();
      waiting.fail(new EvaluationError('closed'));
    },
  };
}
