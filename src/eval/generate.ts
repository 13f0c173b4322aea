import { END_OF_TEXT } from '../model/config';
import { pause } from '../model/pause';
import { clean } from '../text/clean';
import type { Tokenizer } from '../text/tokenizer';
import type { GenerateOptions } from './options';
import { Sampler } from './sampling';
import { type EvalSession, KeyValueCache } from './session';
import { TextStream } from './stream';

export interface Generated {
  /** The continuation, without the prompt. */
  text: string;
  /** How many tokens it has. */
  tokens: number;
  /** The model ended the text, it has reached `maxTokens`, or it was stopped. */
  reason: 'end' | 'length' | 'stopped';
}

/**
 * Continues `prompt`; `onText` hears each piece of text, in whole characters. When `signal` is aborted,
 * the text ends after the token being computed.
 *
 * A text may outgrow the context: then the model reads the last half context again and goes on from
 * there, forgetting what came before. A prompt longer than the context is read the same way.
 */
export async function generate(
  session: EvalSession,
  gains: Float32Array,
  tokenizer: Tokenizer,
  prompt: string,
  options: GenerateOptions,
  onText: (text: string) => void,
  signal?: AbortSignal,
): Promise<Generated> {
  const sampler = new Sampler(options);
  const cache = new KeyValueCache(session.config);
  const stream = new TextStream(tokenizer);
  // A word's token begins with the space before it, so the model is to write the space that ends the prompt.
  let spaceIsThere = prompt.endsWith(' ');
  let seen = [END_OF_TEXT, ...tokenizer.encode(clean(spaceIsThere ? prompt.slice(0, -1) : prompt))];
  let unread = seen;
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

  while (tokens < options.maxTokens) {
    if (signal?.aborted) return end('stopped');
    if (unread.length > cache.room) {
      seen = seen.slice(-session.config.context / 2);
      unread = seen;
      cache.clear();
    }
    const logits = await session.logits(Int32Array.from(unread), cache, gains);
    const id = sampler.next(logits, new Set(seen));
    if (id === END_OF_TEXT) return end('end');
    seen.push(id);
    unread = [id];
    tokens += 1;
    emit(stream.push(id));
    await pause();
  }
  return end('length');
}
