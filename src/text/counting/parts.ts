import { findWords } from '../words';

/**
 * What ends a sentence, each in the one form in which it is counted. A line break does where no sign stands before it: in a
 * list or a chat every line is a sentence.
 */
export const SIGNS = ['.', '!', '?', '…', '।', '\n'] as const;
export type Sign = (typeof SIGNS)[number];

/** A word of a text, or the sign that ends a sentence. */
export interface Part {
  /** A word as it is written; a sign in its one form. */
  written: string;
  isSign: boolean;
  /** Where it begins and ends, in UTF-16 units. */
  start: number;
  end: number;
}

/** As `passages.ts` cuts sentences: "3.5" and "notes.txt" end none. */
const SENTENCE_END = /[.!?…।]+(?=[)\]"'”’]*\s)/u;

/** The words of `text`, as `findWords` finds them, and what ends its sentences, in order; between two words is one sign at most. */
export function partsOf(text: string): Part[] {
  const words = findWords(text);
  return words.flatMap(({ word, index }, i) => {
    const end = index + word.length;
    const found: Part = { written: word, isSign: false, start: index, end };
    const sign = signIn(text, end, words[i + 1]?.index);
    return sign ? [found, sign] : [found];
  });
}

/** What ends a sentence between the word that ends at `start` and the next one, which begins at `next` if there is one. */
function signIn(text: string, start: number, next: number | undefined): Part | undefined {
  const between = text.slice(start, next);
  // As nearly everywhere: a long text takes half the time.
  if (between === ' ') return undefined;
  // After the last word of all nothing has to follow.
  const sign = SENTENCE_END.exec(next === undefined ? `${between} ` : between);
  if (sign) return partAt(start + sign.index, sign[0].length, formOf(sign[0]));
  const lineBreak = between.indexOf('\n');
  return lineBreak < 0 ? undefined : partAt(start + lineBreak, 1, '\n');
}

const partAt = (start: number, length: number, written: Sign): Part => ({
  ...{ written, isSign: true },
  ...{ start, end: start + length },
});

/** "..." is an ellipsis, and "?!" a question. */
function formOf(written: string): Sign {
  return /…|\.{2}/.test(written) ? '…' : (written[0] as Sign);
}

/** What makes two spellings one word: "The" counts as "the", and both apostrophes are one. */
export function folded(word: string): string {
  return word.toLowerCase().replaceAll('’', "'");
}
