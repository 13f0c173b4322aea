import { copiedWords, lowerWords, wordGrams } from '../text/copied';
import { findWords } from '../text/words';

/** A place in a text: what stands before it, and how the author went on. */
export interface Place {
  prompt: string;
  real: string;
}

/** Words of a prompt. */
const PROMPT = 24;

/** `count` places in `text`, evenly spread, each with up to 24 words before it and `length` UTF-16 units after it; fewer in a short text. */
export function placesIn(text: string, count: number, length: number): Place[] {
  const ends = findWords(text).map(({ word, index }) => index + word.length);
  const first = Math.min(PROMPT, ends.length >> 1);
  const last = ends.filter((end) => end + length <= text.length).length - 1;
  if (last < first) return [];
  const steps = Math.min(count, last - first + 1);
  return Array.from({ length: steps }, (_, i) => {
    const at = first + Math.floor((i * (last - first + 1)) / steps);
    const start = at >= PROMPT ? ends[at - PROMPT] : 0;
    const end = ends.filter((one) => one <= ends[at] + length).at(-1)!;
    return { prompt: text.slice(start, ends[at]).trimStart(), real: text.slice(ends[at], end) };
  });
}

/** Passages of about `length` UTF-16 units that follow each other, `most` of them, from word to word. */
export function passagesIn(text: string, length: number, most: number): string[] {
  const passages: string[] = [];
  let start = 0;
  for (const { word, index } of findWords(text)) {
    if (passages.length === most) break;
    const end = index + word.length;
    if (end - start < length) continue;
    passages.push(text.slice(start, end));
    start = end;
  }
  return passages;
}

/** The share of the words of `passages` that stand in runs of eight words or more which `text` has too. */
export function copiedShare(passages: readonly string[], text: string): number {
  const words = passages.flatMap((passage) => copiedWords(passage, text));
  return words.length === 0 ? 0 : words.filter(({ isCopied }) => isCopied).length / words.length;
}

/** Of the passage that repeats itself most, how many of its four words in a row are different ones: 1 where nothing is said twice. */
export function distinctShare(passages: readonly string[]): number {
  const shares = passages.map((passage) => {
    const four = wordGrams(lowerWords(passage), 4);
    return four.length === 0 ? 1 : new Set(four).size / four.length;
  });
  return Math.min(1, ...shares);
}
