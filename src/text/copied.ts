import { findWords } from './words';

/** Words in a row that count as copied: two texts that share so many were hardly written independently. */
export const COPIED_RUN = 8;

/** A word of a text, where it begins, and whether it is copied. */
export interface CopiedWord {
  word: string;
  index: number;
  isCopied: boolean;
}

/** Of each word of `text`, whether it stands in a run of eight or more that `source` has too; case does not matter. */
export function copiedWords(text: string, source: string): CopiedWord[] {
  const known = new Set(wordGrams(lowerWords(source), COPIED_RUN));
  const words = findWords(text).map((word) => ({ ...word, isCopied: false }));
  for (const [at, gram] of wordGrams(lowerWords(text), COPIED_RUN).entries())
    if (known.has(gram)) for (const word of words.slice(at, at + COPIED_RUN)) word.isCopied = true;
  return words;
}

/** The words of `text` in small letters. */
export const lowerWords = (text: string): string[] => findWords(text).map(({ word }) => word.toLowerCase());

/** All `length` words in a row. */
export function wordGrams(words: readonly string[], length: number): string[] {
  return Array.from({ length: Math.max(0, words.length - length + 1) }, (_, i) =>
    words.slice(i, i + length).join(' '),
  );
}
