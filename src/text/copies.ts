import { sentencesOf } from './passages';
import type { CopiedSentence } from './prepared';
import { NGRAM_WORDS, ngramsOf, REPEATED_SHARE, wordsOf } from './repeats';

/** A sentence that occurs this often in one person's text is a template, or was put there to be learned by heart. */
const LEAST_TIMES = 5;

/** A sentence of eight words or more. */
interface Sentence {
  text: string;
  /** The one that it is a copy of, if it is one. */
  first: Sentence | undefined;
  /** Of a first one: how often it occurs in the texts. */
  times: number;
}

/**
 * Finds sentences of eight words or more that occur at least five times in the texts, near enough: a sentence is a copy
 * of an earlier one if at least half of its 8-grams occur there, as in `findRepeats`. Shorter ones ("Good night",
 * "import os") recur in all writing. `firstOnly` are the texts without the copies but the first; taking them out again
 * changes nothing, because what is left has the same sentences.
 */
export function findCopies(texts: readonly string[]): { copied: CopiedSentence[]; firstOnly: string[] } {
  const firstWith = new Map<string, Sentence>();
  const pieces = texts.map((text) =>
    sentencesOf(text).map((piece) => ({ piece, sentence: sentenceOf(piece, firstWith) })),
  );
  const sentences = pieces.flat().flatMap(({ sentence }) => sentence ?? []);
  const copied = sentences
    .filter((sentence) => !sentence.first && sentence.times >= LEAST_TIMES)
    .sort((a, b) => b.times - a.times)
    .map(({ text, times }) => ({ text, times }));
  const firstOnly = pieces.map((list) => {
    let text = '';
    for (const { piece, sentence } of list) {
      const isCopy = sentence?.first && sentence.first.times >= LEAST_TIMES;
      if (!isCopy) text += piece;
      // The end of the line, where something is before it.
      else if (text !== '' && !text.endsWith('\n')) text += /\s*$/.exec(piece.slice(-MOST_SPACE))![0];
    }
    return text;
  });
  return { copied, firstOnly };
}

/** Space behind a sentence that is looked at, in UTF-16 units. */
const MOST_SPACE = 100;

/** Counts a piece of text as a sentence, if it is long enough; `firstWith` knows the first sentence of every n-gram. */
function sentenceOf(piece: string, firstWith: Map<string, Sentence>): Sentence | undefined {
  const words = wordsOf(piece);
  if (words.length < NGRAM_WORDS) return undefined;
  const ngrams = ngramsOf(words);
  const shared = new Map<Sentence, number>();
  for (const ngram of ngrams) {
    const first = firstWith.get(ngram);
    if (first) shared.set(first, (shared.get(first) ?? 0) + 1);
  }
  const first = [...shared].find(([, count]) => count >= REPEATED_SHARE * ngrams.length)?.[0];
  const sentence: Sentence = { text: piece, first, times: 1 };
  if (first) first.times++;
  else for (const ngram of ngrams) if (!firstWith.has(ngram)) firstWith.set(ngram, sentence);
  return sentence;
}
