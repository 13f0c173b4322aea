import { END_OF_TEXT } from '../model/config';
import { clean } from '../text/clean';
import type { Tokenizer } from '../text/tokenizer';
import { EvaluationError } from './error';
import type { NeuralCache, Recollection } from './neural-cache';
import type { GenerateOptions } from './options';
import { giveWay } from './precedence';
import { Sampler } from './sampling';
import { KeyValueCache, type OpenModel, PIECE } from './session';
import { TextStream } from './stream';
import { wordGoesOn } from './suggest-pieces';
import { mixLogits, Trust } from './vote';

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
 *
 * A neural cache, if there is one, takes in the prompt as well, and is trusted as far as it predicted the prompt. It does not
 * take in what the model writes: that is no sign of whose text this is, and would make a model repeat itself.
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
  const { session, gains } = model;
  const { memoryShare = 1 } = options;
  if (!(memoryShare >= 0 && memoryShare <= 1)) throw new EvaluationError('sampling');
  const sampler = new Sampler(options, wordGoesOn(tokenizer, session.config.vocab));
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

  const recollection = neuralCache?.begin();
  const trust = new Trust();
  const forget = (): void => {
    seen = seen.slice(-session.config.context / 2);
    unread = seen;
    cache.clear();
  };
  /** Reads all of the prompt but its last token, to see how well the neural cache predicts it. */
  const learnTrust = async (votes: Recollection): Promise<void> => {
    if (unread.length > cache.room) forget();
    const prompt = Int32Array.from(unread);
    for (let at = 0; at + 1 < prompt.length; at += PIECE) {
      const targets = prompt.subarray(at + 1, at + 1 + PIECE);
      const piece = prompt.subarray(at, at + targets.length);
      const { nll, states } = await session.nllAndStates(piece, targets, cache, gains);
      for (const [i, { all }] of (await votes.read(states, targets)).entries())
        trust.probability(all, targets[i], Math.exp(-nll[i]));
    }
    unread = unread.slice(-1);
  };
  /** The token that follows what is unread. */
  const next = async (): Promise<number> => {
    const ids = Int32Array.from(unread);
    if (!recollection) return sampler.next(await session.logits(ids, cache, gains), seen);
    const { logits, states } = await session.logitsAndState(ids, cache, gains);
    const [{ all }] = await recollection.ask(states);
    mixLogits(logits, all, memoryShare * trust.share(all));
    return sampler.next(logits, seen);
  };

  if (recollection) await learnTrust(recollection);
  while (tokens < options.maxTokens) {
    if (signal?.aborted) return end('stopped');
    if (unread.length > cache.room) forget();
    const id = await next();
    if (id === END_OF_TEXT) return end('end');
    seen.push(id);
    unread = [id];
    tokens += 1;
    emit(stream.push(id));
    await giveWay();
  }
  return end('length');
}
