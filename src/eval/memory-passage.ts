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
  /** Its tokens, as they stand in a row in the memory, here and wherever else: what is to be forgotten, if it is. */
  runs: number[][];
}

/** The text of a memory, token ids of one or more documents, to be asked for passages: placing all of it takes a while. */
export class MemoryText {
  private readonly documents: Document[] = [];

  constructor(
    private readonly tokenizer: Tokenizer,
    memory: ArrayLike<number>,
  ) {
    const ids = Array.from(memory);
    for (let first = 0; first < ids.length; ) {
      const mark = ids.indexOf(END_OF_TEXT, first);
      const end = mark < 0 ? ids.length : mark;
      const document = ids.slice(first, end);
      if (document.length > 0) this.documents.push({ first, ids: document, ...placed(tokenizer, document) });
      first = end + 1;
    }
  }

  /** The passage in which the token at index `at` of the memory begins. */
  passageAt(at: number): MemoryPassage {
    const { first, text, starts } = this.documents.filter((document) => document.first <= at).at(-1)!;
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
      runs: this.runsOf(passage.trim()),
    };
  }

  /**
   * The runs of tokens in which `passage` stands, each once. By its letters, and not by its tokens: those at its ends have
   * something of what is around it, which may differ from place to place.
   */
  private runsOf(passage: string): number[][] {
    const runs = new Map<string, number[]>();
    for (const { ids, text, starts } of this.documents) {
      for (let from = text.indexOf(passage); from >= 0; from = text.indexOf(passage, from + passage.length)) {
        const to = from + passage.length;
        // A token before it may reach into the passage, if only with a part of its first character.
        const reaches = (i: number) =>
          (starts[i + 1] ?? text.length) > from ||
          (starts[i + 1] === from && this.tokenizer.decode([ids[i]]).endsWith('\ufffd'));
        const run = ids.filter((_, i) => starts[i] < to && (starts[i] >= from || reaches(i)));
        runs.set(run.join(), run);
        if (passage.length === 0) break;
      }
    }
    return [...runs.values()];
  }
}

/** A text in a memory: the index of its first token there, its tokens, and where each of them begins in the text. */
interface Document extends Placed {
  first: number;
  ids: number[];
}

interface Placed {
  text: string;
  starts: number[];
}

/** The text of `ids`, and where in it each of them begins, in UTF-16 units; parts of a character begin where it does. */
export function placed(tokenizer: Tokenizer, ids: readonly number[]): Placed {
  const stream = new TextStream(tokenizer);
  const starts: number[] = [];
  let text = '';
  for (const id of ids) {
    starts.push(text.length);
    text += stream.push(id);
  }
  return { text: text + stream.end(), starts };
}
