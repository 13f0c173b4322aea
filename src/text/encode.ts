import { END_OF_TEXT } from '../model/config';
import { clean, trimDocument } from './clean';
import { type PaceOptions, pacer } from './pacer';
import { PASSAGE_CHARACTERS, type Passage, passagesOf } from './passages';
import type { TextDocument } from './prepared';
import type { Tokenizer } from './tokenizer';

/** A passage with its token ids. */
export interface EncodedPassage extends Passage {
  /** Index of its document. */
  document: number;
  ids: number[];
}

/** Documents as they are learned: cleaned and trimmed. An empty one keeps its place. */
export function cleanTexts(documents: readonly TextDocument[]): string[] {
  return documents.map(({ text }) => trimDocument(clean(text)));
}

/**
 * Cuts each text into passages of at most `limit` UTF-16 units and encodes them; `pace` is awaited
 * after each. The ids, joined, are those of the whole text (see `passagesOf`).
 */
export async function encodePassages(
  texts: readonly string[],
  limit: number,
  tokenizer: Tokenizer,
  pace: (characters: number) => Promise<void>,
): Promise<EncodedPassage[]> {
  const passages: EncodedPassage[] = [];
  for (const [document, text] of texts.entries()) {
    for (const passage of passagesOf(text, limit)) {
      passages.push({ ...passage, document, ids: tokenizer.encode(passage.text) });
      await pace(passage.text.length);
    }
  }
  return passages;
}

/**
 * The passages as one stream of token ids in which each document starts with `END_OF_TEXT`. A part that
 * goes on in the middle of a document starts without one: to the model it would say that a text begins.
 */
export function streamOf(passages: readonly EncodedPassage[]): Int32Array<ArrayBuffer> {
  const ids = new Int32Array(streamLength(passages));
  let at = 0;
  passages.forEach((passage, i) => {
    if (isMarked(passages, i)) ids[at++] = END_OF_TEXT;
    ids.set(passage.ids, at);
    at += passage.ids.length;
  });
  return ids;
}

/** How many ids each passage has in `streamOf(passages)`, with the mark before it. */
export function lengthsOf(passages: readonly EncodedPassage[]): number[] {
  return passages.map(({ ids }, i) => ids.length + (isMarked(passages, i) ? 1 : 0));
}

/** Number of ids in `streamOf(passages)`. */
export function streamLength(passages: readonly EncodedPassage[]): number {
  return lengthsOf(passages).reduce((sum, length) => sum + length, 0);
}

/** The passages joined, one text a document. */
export function documentTexts(passages: readonly EncodedPassage[]): string[] {
  const texts: string[] = [];
  passages.forEach(({ text }, i) => {
    if (beginsDocument(passages, i)) texts.push(text);
    else texts[texts.length - 1] += text;
  });
  return texts;
}

/** Whether passage `i` is the first of its document in this list. */
function beginsDocument(passages: readonly EncodedPassage[], i: number): boolean {
  return i === 0 || passages[i - 1].document !== passages[i].document;
}

/** Whether `END_OF_TEXT` comes before passage `i`: at the start of a document, or where another document follows. */
function isMarked(passages: readonly EncodedPassage[], i: number): boolean {
  return passages[i].level === 'document' || (i > 0 && beginsDocument(passages, i));
}

/** All of the documents, cleaned, as one stream of token ids in which each starts with `END_OF_TEXT`. */
export async function encodeDocuments(
  tokenizer: Tokenizer,
  documents: readonly TextDocument[],
  options: PaceOptions = {},
): Promise<Int32Array<ArrayBuffer>> {
  const texts = cleanTexts(documents);
  return streamOf(
    await encodePassages(texts, PASSAGE_CHARACTERS, tokenizer, pacer(countCharacters(texts), options)),
  );
}

/** In UTF-16 units. */
export function countCharacters(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** The texts of a stream of ids, of which each starts with `END_OF_TEXT` or goes on. */
export function textsIn(ids: Int32Array, tokenizer: Tokenizer): string[] {
  return documentsIn(ids).map((document) => tokenizer.decode(document));
}

/** The ids of each text in a stream, without the marks and what is empty. */
export function documentsIn(ids: Int32Array): Int32Array[] {
  const documents: Int32Array[] = [];
  for (let start = 0; start < ids.length; ) {
    const end = ids.indexOf(END_OF_TEXT, start);
    const document = ids.subarray(start, end < 0 ? ids.length : end);
    if (document.length > 0) documents.push(document);
    start = end < 0 ? ids.length : end + 1;
  }
  return documents;
}
