import { END_OF_TEXT } from '../model/config';
import { clean } from '../text/clean';
import type { Tokenizer } from '../text/tokenizer';
import { Continuation } from './continuation';
import { EvaluationError } from './error';
import type { NeuralCache } from './neural-cache';
import type { GenerateOptions } from './options';
import { giveWay } from './precedence';
import { Sampler } from './sampling';
import type { OpenModel } from './session';
import { TextStream } from './stream';
import { wordGoesOn } from './suggest-pieces';

export interface Generated {
  /** The continuation, without the prompt. */
  text: string;
  /** How many tokens it has. */
  tokens: number;
  /** The model ended the text, it has reached `maxTokens`, or it was stopped. */
  reason: 'end' | 'length' | 'stopped';
}

/**
 * Continues `prompt`; `onText` hears each piece of text, in whole characters. When `signal` is aborted, the text ends after
 * the token being computed. How a long text and a neural cache are read: see `Continuation`.
 */
export async function generate(
  model: OpenModel,
  tokenizer: Tokenizer,
  prompt: string,
  options: GenerateOptions,
  onText: (text: string) => void,
  signal?: AbortSignal,
  neuralCache?: NeuralCache,
): Promise<Generated> {
  const { memoryShare = 1 } = options;
  if (!(memoryShare >= 0 && memoryShare <= 1)) throw new EvaluationError('sampling');
  const sampler = new Sampler(options, wordGoesOn(tokenizer, model.session.config.vocab));
  const stream = new TextStream(tokenizer);
  const { ids, ...given } = promptTokens(tokenizer, prompt);
  let { spaceIsThere } = given;
  let text = '';
  let tokens = 0;
  const emit = (piece: string): void => {
    if (piece === '') return;
    const fresh = spaceIsThere && piece.startsWith(' ') ? piece.slice(1) : piece;
    spaceIsThere = false;
    text += fresh;
    if (fresh !== '') onText(fresh);
  };
  const end = (reason: Generated['reason']): Generated => {
    emit(stream.end());
    return { text, tokens, reason };
  };

  const continuation = await Continuation.of(model, ids, neuralCache, memoryShare);
  while (tokens < options.maxTokens) {
    if (signal?.aborted) return end('stopped');
    const { own } = await continuation.next();
    const id = sampler.next(own, continuation.seen);
    if (id === END_OF_TEXT) return end('end');
    continuation.take(id);
    tokens += 1;
    emit(stream.push(id));
    await giveWay();
  }
  return end('length');
}

/**
 * The tokens of a prompt. A word's token begins with the space before it, so the model is to write the space that ends the
 * prompt.
 */
export function promptTokens(tokenizer: Tokenizer, prompt: string): { ids: number[]; spaceIsThere: boolean } {
  const spaceIsThere = prompt.endsWith(' ');
  const before = clean(spaceIsThere ? prompt.slice(0, -1) : prompt);
  return { ids: [END_OF_TEXT, ...tokenizer.encode(before)], spaceIsThere };
}
