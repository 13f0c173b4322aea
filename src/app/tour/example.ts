import { sentencesOf } from '../../text/passages';
import { findWords } from '../../text/words';

/** A sentence to show what a model does with a text. */
export interface Example {
  sentence: string;
  /** Whether the sentence goes on in the text: here it ends where there is no more room for it. */
  isCut: boolean;
  /** Words of it that a model can be let guess, in order; at least one. */
  places: Place[];
}

/** A word, what comes before it and its space, and where it begins in its sentence, in UTF-16 units. */
export interface Place {
  word: string;
  before: string;
  index: number;
}

/** A shorter sentence says too little: a heading, a date. */
const LEAST_WORDS = 5;
const MOST_WORDS = 11;
/** The words before the one that is guessed, at least. */
const LEAST_BEFORE = 2;
/** In UTF-16 units: a shorter word is easily guessed in any text. */
const LEAST_LETTERS = 3;

/** The first sentences of `text` that are long enough, at most so many; none where none has a word that can be guessed. */
export function examplesOf(text: string, most: number): Example[] {
  const examples: Example[] = [];
  for (const line of sentencesOf(text)) {
    if (examples.length === most) break;
    const whole = line.trim();
    const words = findWords(whole);
    if (words.length < LEAST_WORDS) continue;
    const isCut = words.length > MOST_WORDS;
    const last = words[Math.min(words.length, MOST_WORDS) - 1];
    const sentence = isCut ? whole.slice(0, last.index + last.word.length) : whole;
    // A word's token begins with the space before it.
    const places = words
      .slice(LEAST_BEFORE, MOST_WORDS)
      .filter(({ word, index }) => word.length >= LEAST_LETTERS && whole[index - 1] === ' ')
      .map(({ word, index }) => ({ word, index, before: whole.slice(0, index).trimEnd() }));
    if (places.length > 0) examples.push({ sentence, isCut, places });
  }
  return examples;
}
