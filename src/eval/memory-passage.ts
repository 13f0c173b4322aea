import { END_OF_TEXT } from '../model/config';
import { PASSAGE_CHARACTERS, passagesOf } from '../text/passages';
import type { Tokenizer } from '../text/tokenizer';
import { findWords } from '../text/words';
import { TextStream } from './stream';

/** A passage of the student's text in a neural cache, around one of its tokens. */
export interface MemoryPassage {
  /** The passage in three parts: what stands before the word, the word with that token, and what follows. */
  before: string;
  word: string;
  after: string;
  /** The passage's tokens, in a row: what is to be forgotten, if it is. */
  tokens: number[];
}

/** The passage of `memory`, token ids of one or more documents, in which the token at index `at` begins. */
export function passageAt(tokenizer: Tokenizer, memory: ArrayLike<number>, at: number): MemoryPassage {
  const ids = Array.from(memory);
  const first = ids.lastIndexOf(END_OF_TEXT, at) + 1;
  const end = ids.indexOf(END_OF_TEXT, at);
  const document = ids.slice(first, end < 0 ? ids.length : end);
  const { text, starts } = placed(tokenizer, document);
  const asked = starts[at - first];
  let from = 0;
  let to = 0;
  for (const { text: passage } of passagesOf(text, PASSAGE_CHARACTERS)) {
    from = to;
    to += passage.length;
    if (asked < to) break;
  }
  const tokens = document.filter((_, i) => starts[i] >= from && starts[i] < to);
  const passage = text.slice(from, to);
  // A word's token begins with the space before it.
  const local = asked - from + /^\s*/.exec(passage.slice(asked - from))![0].length;
  const word = findWords(passage).find(({ index, word }) => index <= local && local < index + word.length);
  const [begins, ends] = word ? [word.index, word.index + word.word.length] : [local, local + 1];
  return {
    before: passage.slice(0, begins).trimStart(),
    word: passage.slice(begins, ends),
    after: passage.slice(ends).trimEnd(),
    tokens,
  };
}

/** The text of `ids`, and where in it each of them begins, in UTF-16 units; parts of a character begin where it does. */
export function placed(tokenizer: Tokenizer, ids: readonly number[]): { text: string; starts: number[] } {
  const stream = new TextStream(tokenizer);
  const starts: number[] = [];
  let text = '';
  for (const id of ids) {
    starts.push(text.length);
    text += stream.push(id);
  }
  return { text: text + stream.end(), starts };
}

/** `memory` without the tokens `passage` [1 or more], wherever they stand in a row. */
export function without(memory: Int32Array, passage: readonly number[]): Int32Array<ArrayBuffer> {
  const kept: number[] = [];
  for (let at = 0; at < memory.length; ) {
    const isHere = passage.length > 0 && passage.every((id, i) => memory[at + i] === id);
    if (isHere) at += passage.length;
    else kept.push(memory[at++]);
  }
  return Int32Array.from(kept);
}
