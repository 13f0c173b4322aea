import { clean } from '../text/clean';
import { findWords } from '../text/words';
import { giveWay } from './precedence';
import type { Suggester } from './suggest';

/** What suggestions would have brought to somebody who wrote a text and took each word as soon as it was offered. */
export interface Typing {
  /** Written words. */
  words: number;
  /** Words that were the first suggestion, or one of those offered, before a letter was typed. */
  first: number;
  offered: number;
  /** Of all words, each with a space after it; one character is one key. */
  characters: number;
  /** Keys that were needed: the letters that were typed, and one more per word, which takes it with its space or types the space. */
  keys: number;
}

/**
 * Writes `text` word by word, with `count` suggestions after every key. Counted as Presage's simulator counts: words and the
 * spaces after them, no punctuation; a suggestion that was passed over is not made again for the same word. A word must
 * be suggested as it is written, capitals included.
 *
 * `onProgress` hears how many of the UTF-16 units are behind; when `signal` is aborted, it rejects with its reason.
 */
export async function typeOut(
  suggester: Pick<Suggester, 'suggest'>,
  text: string,
  { count = 3, onProgress, signal }: TypeOptions = {},
): Promise<Typing> {
  const whole = clean(text);
  const typing: Typing = { words: 0, first: 0, offered: 0, characters: 0, keys: 0 };
  for (const { word, index } of findWords(whole)) {
    const letters = Array.from(word);
    const passedOver = new Set<string>();
    let typed = 0;
    for (let written = whole.slice(0, index); typed < letters.length; written += letters[typed++]) {
      const suggestions = await suggester.suggest(written, { count, except: passedOver, signal });
      const place = suggestions.findIndex((one) => one.word === word);
      if (typed === 0 && place >= 0) typing.offered += 1;
      if (typed === 0 && place === 0) typing.first += 1;
      if (place >= 0) break;
      for (const one of suggestions) passedOver.add(one.word);
      await giveWay();
    }
    typing.words += 1;
    typing.characters += letters.length + 1;
    typing.keys += typed + 1;
    onProgress?.(index + word.length, whole.length);
    await giveWay();
    signal?.throwIfAborted();
  }
  return typing;
}

/** How many words of a text a model guesses. */
export interface Guesses {
  words: number;
  /** Of these, so many were the first suggestion before a letter was typed. */
  right: number;
}

/**
 * How many of the first `words` words of `text`, after the very first, `suggester` guesses: as they are written, capitals
 * included. `onProgress` hears how many are behind, and how many of these were guessed; when `signal` is aborted, it rejects
 * with its reason.
 */
export async function countGuesses(
  suggester: Pick<Suggester, 'suggest'>,
  text: string,
  words: number,
  signal?: AbortSignal,
  onProgress?: (soFar: Guesses) => void,
): Promise<Guesses> {
  const whole = clean(text);
  const asked = findWords(whole).slice(1, words + 1);
  let right = 0;
  for (const [i, { word, index }] of asked.entries()) {
    const [first] = await suggester.suggest(whole.slice(0, index), { count: 1, signal });
    if (first?.word === word) right += 1;
    onProgress?.({ words: i + 1, right });
    await giveWay();
    signal?.throwIfAborted();
  }
  return { words: asked.length, right };
}

export interface TypeOptions {
  /** Suggestions that are offered at once. */
  count?: number;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** Shares that follow: of words that were the first suggestion, or among those offered, and of keys that were saved. */
export interface TypingShares {
  hit1: number;
  hit3: number;
  savings: number;
}

export function sharesOf({ words, first, offered, characters, keys }: Typing): TypingShares {
  return { hit1: first / words, hit3: offered / words, savings: 1 - keys / characters };
}
