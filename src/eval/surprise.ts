import { END_OF_TEXT } from '../model/config';
import { clean } from '../text/clean';
import type { Tokenizer } from '../text/tokenizer';
import { findWords } from '../text/words';
import { EvaluationError } from './error';
import { placed } from './memory-passage';

/** A word of a text, a run of signs between words, or a space; joined, they are the text. */
export interface SurprisePart {
  text: string;
  /** The probability of its tokens, 0 to 1, each given what stands before it in its window (see `perplexity`); nothing of a space. */
  chances?: { base: number; own: number };
}

/** Negative log-likelihoods, in nats, of each of `tokens` but the first: [tokens - 1]. */
type Read = (tokens: Int32Array) => Promise<Float32Array>;

/** How likely every word of `text` was to the base and to another model. */
export async function surpriseOf(
  text: string,
  tokenizer: Tokenizer,
  base: Read,
  own: Read,
): Promise<SurprisePart[]> {
  const whole = clean(text);
  const ids = [END_OF_TEXT, ...tokenizer.encode(whole)];
  if (ids.length < 2) throw new EvaluationError('too-short');
  const tokens = Int32Array.from(ids);
  const nll = { base: await base(tokens), own: await own(tokens) };
  const { starts } = placed(tokenizer, ids.slice(1));
  const parts = partsOf(whole);
  const sums = parts.map(() => ({ base: 0, own: 0, tokens: 0 }));
  let part = 0;
  let end = parts[0].length;
  for (const [i, start] of starts.entries()) {
    // A word's token begins with the space before it; one of nothing but space belongs to the space.
    const until = starts.slice(i).find((next) => next > start) ?? whole.length;
    const own = /\S/.exec(whole.slice(start, until));
    const at = start + (own?.index ?? 0);
    while (at >= end) end += parts[++part].length;
    sums[part].base += nll.base[i];
    sums[part].own += nll.own[i];
    sums[part].tokens += 1;
  }
  return parts.map((text, i) => {
    if (!/\S/.test(text) || sums[i].tokens === 0) return { text };
    return { text, chances: { base: Math.exp(-sums[i].base), own: Math.exp(-sums[i].own) } };
  });
}

/** Words, and what stands between them: spaces and other signs apart. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let end = 0;
  const between = (from: number, to: number) => parts.push(...(text.slice(from, to).match(/\s+|\S+/g) ?? []));
  for (const { word, index } of findWords(text)) {
    between(end, index);
    parts.push(word);
    end = index + word.length;
  }
  between(end, text.length);
  return parts;
}
