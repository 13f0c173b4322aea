import { sentencesOf } from './passages';
import { wordsOf } from './repeats';

/** A sentence of a person's text as it can be kept: it is known again by its hash, and cannot be read. */
export interface Sentence {
  hash: number;
  words: number;
}

/** The sentences of a text that have words, in order. */
export function hashedSentences(text: string): Sentence[] {
  return sentencesOf(text).flatMap((sentence) => {
    const words = wordsOf(sentence);
    return words.length === 0 ? [] : [{ hash: hashOf(words), words: words.length }];
  });
}

/** The hashes alone, each once: [sentences]. */
export function hashesOf(sentences: readonly Sentence[]): Int32Array<ArrayBuffer> {
  return Int32Array.from(new Set(sentences.map(({ hash }) => hash)));
}

/** How many words stand in sentences that are in `known`. */
export function knownWords(sentences: readonly Sentence[], known: ReadonlySet<number>): number {
  return sentences.reduce((sum, { hash, words }) => sum + (known.has(hash) ? words : 0), 0);
}

export function countWords(sentences: readonly Sentence[]): number {
  return sentences.reduce((sum, { words }) => sum + words, 0);
}

/** FNV-1a over the characters of the words: two sentences share a hash once in four thousand million. */
function hashOf(words: readonly string[]): number {
  let sum = 0x811c9dc5;
  for (const character of words.join(' ')) sum = Math.imul(sum ^ character.codePointAt(0)!, 0x01000193);
  return sum | 0;
}
