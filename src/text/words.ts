/**
 * What a written word is made of, as the inside of a pattern's brackets: letters, marks and digits of any script, and the
 * joiners of Malayalam. An apostrophe belongs to a word where letters follow it.
 */
export const IN_WORD = '\\p{L}\\p{M}\\p{N}\\u200C\\u200D';
const ONE_WORD = `[\\p{L}\\p{N}][${IN_WORD}]*(?:['’][${IN_WORD}]+)*`;
const WORD = new RegExp(ONE_WORD, 'gu');
const PART = new RegExp(`${ONE_WORD}|\\S`, 'gu');
const TYPED = new RegExp(`[\\p{L}\\p{N}][${IN_WORD}'’]*$`, 'u');

/** The words of `text`, in order, with the index at which each begins. */
export function findWords(text: string): { word: string; index: number }[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ word, index }));
}

/** The words of `text` and each sign between them that is no space, in order. */
export function wordsAndSigns(text: string): string[] {
  return Array.from(text.matchAll(PART), ([part]) => part);
}

/** No word is longer, in UTF-16 units: to look for the beginning of a longer run takes as long as its length squared. */
const LONGEST = 200;

/** The word that is being written at the end of `text`, as far as it is there; empty where none has begun. */
export function typedWord(text: string): string {
  return TYPED.exec(text.slice(-LONGEST))?.[0] ?? '';
}

const segmenter = Intl.Segmenter && new Intl.Segmenter('ml', { granularity: 'grapheme' });

/** A letter with its marks, where the browser has no `Intl.Segmenter`: Firefox before 125. */
const LETTER_WITH_MARKS = /\P{M}[\p{M}\u200C\u200D]*|\p{M}+/gu;
/** The vowel sign that joins Malayalam consonants; not every browser counts what it joins as one. */
const JOINED = /\u0D4D\u200D?$/;

/**
 * What a reader sees as one letter each: a Malayalam conjunct with its vowel signs is whole, whatever the browser knows.
 * Joined, they are `text`. `segments` is for tests.
 */
export function clustersOf(text: string, segments = segmenter): string[] {
  const parts = segments
    ? Array.from(segments.segment(text), ({ segment }) => segment)
    : (text.match(LETTER_WITH_MARKS) ?? []);
  const clusters: string[] = [];
  for (const part of parts) {
    const last = clusters.at(-1);
    if (last !== undefined && JOINED.test(last) && /^\p{L}/u.test(part))
      clusters[clusters.length - 1] = last + part;
    else clusters.push(part);
  }
  return clusters;
}

/** How much of `typed`, the beginning of `word`, stays as it is when the word is completed: its whole clusters, in UTF-16 units. */
export function keptOf(typed: string, word: string): number {
  let kept = 0;
  for (const cluster of clustersOf(word)) {
    if (kept + cluster.length > typed.length) break;
    kept += cluster.length;
  }
  return kept;
}
