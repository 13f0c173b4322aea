import type { EvaluatedModel } from '../../eval/evaluator';
import type { Asked, Explained } from '../../eval/explain';
import { sentencesOf } from '../../text/passages';
import { findWords } from '../../text/words';
import type { Services } from '../services';

/** A sentence of held-out text that is broken off before a word, for a class to guess how it goes on. */
export interface Begun {
  /** What stands before the sentence; models read it too. */
  before: string;
  beginning: string;
  /** The space and the word that really follow. */
  written: string;
  word: string;
}

/** What the base and a model make of such a place. */
export interface Guess extends Begun {
  explained: Explained;
}

/** So many places are looked at: one for the class to learn the game, and two to play it. */
export const GUESSES = 3;
/** A sentence has at least so many words; it is broken off after so many. */
const SENTENCE_WORDS = 8;
const BEGUN_WORDS = 5;
/** A word of so many letters is worth a guess; so far on it is looked for. */
const WORD_LETTERS = 4;
const LOOK_ON = 4;
const CONTEXT_CHARACTERS = 400;

/** Up to `count` places in `texts`, spread over all of them, at most one in a sentence. */
export function placesIn(texts: readonly string[], count = GUESSES): Begun[] {
  const places = texts.flatMap((text) => {
    let before = '';
    return sentencesOf(text).flatMap((sentence) => {
      const begun = begin(sentence, before);
      before = (before + sentence).slice(-CONTEXT_CHARACTERS);
      return begun ? [begun] : [];
    });
  });
  // The very first sentence may be cut through.
  const whole = places.length > count ? places.slice(1) : places;
  const apart = whole.length / Math.min(count, whole.length);
  return Array.from({ length: Math.min(count, whole.length) }, (_, i) => whole[Math.floor(i * apart)]);
}

function begin(sentence: string, before: string): Begun | undefined {
  const words = findWords(sentence);
  if (words.length < SENTENCE_WORDS) return undefined;
  const isWorthIt = ({ word }: { word: string }, i: number) =>
    i >= BEGUN_WORDS && i < BEGUN_WORDS + LOOK_ON && word.length >= WORD_LETTERS && followsSpace(i);
  const followsSpace = (i: number) => {
    const last = words[i - 1];
    return sentence.slice(last.index + last.word.length, words[i].index) === ' ';
  };
  const at = words.findIndex(isWorthIt);
  if (at < 0) return undefined;
  const { word, index } = words[at];
  const begun = sentence.slice(0, index - 1);
  const beginning = begun.trimStart();
  return {
    before: before + begun.slice(0, begun.length - beginning.length),
    beginning,
    written: ` ${word}`,
    word,
  };
}

/** How a place is asked about. */
const askedOf = ({ before, beginning, written, word }: Begun): Asked => ({
  prompt: before + beginning,
  written,
  start: written.length - word.length,
  end: written.length,
});

/** What `model` and the base find likely in a place. Rejects with an `AbortError` soon after `signal` is aborted. */
export async function guess(
  { evaluator }: Pick<Services, 'evaluator'>,
  model: EvaluatedModel,
  place: Begun,
  signal?: AbortSignal,
): Promise<Guess> {
  return { ...place, explained: await evaluator.explain(model, askedOf(place), signal) };
}
