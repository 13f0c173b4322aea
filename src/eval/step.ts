import { END_OF_TEXT } from '../model/config';
import { clean } from '../text/clean';
import type { Tokenizer } from '../text/tokenizer';
import { Continuation } from './continuation';
import type { NeuralCache } from './neural-cache';
import { giveWay } from './precedence';
import { softmax } from './sampling';
import type { OpenModel } from './session';
import { PieceKind, piecesOf } from './suggest-pieces';
import { oneByOne } from './suggest-prediction';
import { likeliestWords } from './suggest-search';

/** What may come next in a text: a word, or what is none. */
export interface NextPiece {
  /** What is added to the text, a space before a word included; empty where the text ends. */
  text: string;
  kind: 'word' | 'sign' | 'line-break' | 'end';
  /** 0 to 1. */
  probability: number;
}

/**
 * The `count` likeliest ways for `text` to go on by one step: with a whole word, a sign (a full stop, a comma), a new line,
 * or its end. Their probabilities are the model's own; what is left to 1 are all other ways.
 */
export async function nextPieces(
  model: OpenModel,
  tokenizer: Tokenizer,
  text: string,
  count: number,
  neuralCache?: NeuralCache,
  signal?: AbortSignal,
): Promise<NextPiece[]> {
  const { vocab } = model.session.config;
  const pieces = piecesOf(tokenizer, vocab);
  // A word's token begins with the space before it, so the model is to write that space.
  const before = clean(text).replace(/ +$/, '');
  const ids = [END_OF_TEXT, ...tokenizer.encode(before)];
  const continuation = await Continuation.of(model, ids, neuralCache);
  const next = async (path: readonly number[]) => {
    signal?.throwIfAborted();
    await giveWay();
    return (await continuation.next(path)).own;
  };
  const lead = before === '' || before.endsWith('\n') ? '' : ' ';
  const search = { lead, typed: '', count };
  const words = await likeliestWords(oneByOne(next, pieces), pieces, tokenizer, search);
  const found = words.map(({ text, probability }): NextPiece => ({ text, kind: 'word', probability }));
  const others = new Map<string, NextPiece>();
  for (const [id, probability] of softmax(await next([]), 1).entries()) {
    if (id !== END_OF_TEXT && pieces.kind[id] !== PieceKind.other) continue;
    const piece = pieces.text[id];
    // A sign with a line break after it is the sign first.
    const sign = piece.trimEnd();
    const text = sign === '' && piece.includes('\n') ? '\n' : sign;
    if (text === '' && id !== END_OF_TEXT) continue;
    const kind = id === END_OF_TEXT ? 'end' : text === '\n' ? 'line-break' : 'sign';
    const known = others.get(text);
    if (known) known.probability += probability;
    else others.set(text, { text, kind, probability });
  }
  found.push(...others.values());
  return found.sort((a, b) => b.probability - a.probability).slice(0, count);
}
