import { END_OF_TEXT } from '../model/config';
import { documentsIn } from '../text/encode';
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
  /** Its tokens, as they stand in a row in the memory, here and wherever else: what is to be forgotten, if it is. */
  runs: number[][];
}

/** The passage of `memory`, token ids of one or more documents, in which the token at index `at` begins. */
export function passageAt(tokenizer: Tokenizer, memory: ArrayLike<number>, at: number): MemoryPassage {
  const ids = Array.from(memory);
  const first = ids.lastIndexOf(END_OF_TEXT, at) + 1;
  const end = ids.indexOf(END_OF_TEXT, first);
  const { text, starts } = placed(tokenizer, ids.slice(first, end < 0 ? ids.length : end));
  const asked = starts[at - first];
  let from = 0;
  let to = 0;
  for (const { text: passage } of passagesOf(text, PASSAGE_CHARACTERS)) {
    from = to;
    to += passage.length;
    if (asked < to) break;
  }
  const passage = text.slice(from, to);
  // A word's token begins with the space before it.
  const local = asked - from + /^\s*/.exec(passage.slice(asked - from))![0].length;
  const word = findWords(passage).find(({ index, word }) => index <= local && local < index + word.length);
  const [begins, ends] = word ? [word.index, word.index + word.word.length] : [local, local + 1];
  return {
    before: passage.slice(0, begins).trimStart(),
    word: passage.slice(begins, ends),
    after: passage.slice(ends).trimEnd(),
    runs: runsOf(tokenizer, ids, passage.trim()),
  };
}

/**
 * The runs of tokens in which `passage` stands in `ids`, each once. By its letters, and not by its tokens: those at its ends
 * have something of what is around it, which may differ from place to place.
 */
function runsOf(tokenizer: Tokenizer, ids: readonly number[], passage: string): number[][] {
  const runs = new Map<string, number[]>();
  for (const typed of documentsIn(Int32Array.from(ids))) {
    const document = Array.from(typed);
    const { text, starts } = placed(tokenizer, document);
    for (let from = text.indexOf(passage); from >= 0; from = text.indexOf(passage, from + passage.length)) {
      const to = from + passage.length;
      // A token before it may reach into the passage, if only with a part of its first character.
      const reaches = (i: number) =>
        (starts[i + 1] ?? text.length) > from ||
        (starts[i + 1] === from && tokenizer.decode([document[i]]).endsWith('\ufffd'));
      const run = document.filter((_, i) => starts[i] < to && (starts[i] >= from || reaches(i)));
      runs.set(run.join(), run);
      if (passage.length === 0) break;
    }
  }
  return [...runs.values()];
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
