import { sentencesOf } from '../../text/passages';
import { findWords } from '../../text/words';

/** A sentence to show what a model does with a text. */
export interface Example {
  sentence: string;
  /** Whether the sentence goes on in the text: here it ends where there is no more room for it. */
  isCut: boolean;
  /** A word of it that a model is to guess, and what comes before that word and its space. */
  word: string;
  before: string;
}

/** A shorter sentence says too little: a heading, a date. */
const LEAST_WORDS = 5;
const MOST_WORDS = 11;
/** The words before the one that is guessed, at least. */
const LEAST_BEFORE = 2;
/** In UTF-16 units: a shorter word is easily guessed in any text. */
const LEAST_LETTERS = 3;

/** The first sentence of `text` that is long enough; undefined where none has a word that can be guessed. */
export function exampleOf(text: string): Example | undefined {
  for (const sentence of sentencesOf(text)) {
    const whole = sentence.trim();
    const words = findWords(whole);
    if (words.length < LEAST_WORDS) continue;
    const isCut = words.length > MOST_WORDS;
    const { word: last, index: start } = words[Math.min(words.length, MOST_WORDS) - 1];
    const shown = isCut ? whole.slice(0, start + last.length) : whole;
    // A word's token begins with the space before it.
    const guessable = words
      .slice(LEAST_BEFORE, MOST_WORDS)
      .filter(({ word, index }) => word.length >= LEAST_LETTERS && whole[index - 1] === ' ');
    const chosen = guessable[Math.floor(guessable.length / 2)];
    if (!chosen) continue;
    return { sentence: shown, isCut, word: chosen.word, before: whole.slice(0, chosen.index).trimEnd() };
  }
  return undefined;
}
