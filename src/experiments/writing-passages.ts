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

/** Words in a row that count as copied. */
const RUN = 8;

const lowerWords = (text: string): string[] => findWords(text).map(({ word }) => word.toLowerCase());

/** The share of the words of `passages` that stand in runs of eight words or more which `text` has too. */
export function copiedShare(passages: readonly string[], text: string): number {
  const known = new Set(grams(lowerWords(text), RUN));
  let [all, copied] = [0, 0];
  for (const passage of passages) {
    const words = lowerWords(passage);
    const isCopied = words.map(() => false);
    for (const [at, gram] of grams(words, RUN).entries())
      if (known.has(gram)) isCopied.fill(true, at, at + RUN);
    all += words.length;
    copied += isCopied.filter(Boolean).length;
  }
  return all === 0 ? 0 : copied / all;
}

/** How many of the four words in a row in each of `passages` are different ones: 1 where nothing is said twice. */
export function distinctShare(passages: readonly string[]): number {
  let [all, different] = [0, 0];
  for (const passage of passages) {
    const four = grams(lowerWords(passage), 4);
    all += four.length;
    different += new Set(four).size;
  }
  return all === 0 ? 1 : different / all;
}

function grams(words: readonly string[], length: number): string[] {
  return Array.from({ length: Math.max(0, words.length - length + 1) }, (_, i) =>
    words.slice(i, i + length).join(' '),
  );
}
