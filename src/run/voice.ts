import type { EvaluatedModel } from '../eval/evaluator';
import { DEFAULT_GENERATION } from '../eval/options';
import type { NextWord } from '../model/run';
import { sentencesOf } from '../text/passages';
import { findWords } from '../text/words';
import type { Services } from './services';

/** What a result is felt by before its numbers: a sentence that the student has begun, as the base and their model go on. */
export interface Voice {
  beginning: string;
  base: string;
  own: string;
}

/** A sentence of at least so many words is begun with the first of them. */
const SENTENCE_WORDS = 9;
const BEGUN_WORDS = 5;
/** What stands before it is read too, as far back as this. */
const CONTEXT_CHARACTERS = 400;
/** About two lines, with a little less chance in them than usual. */
const WRITING = { ...DEFAULT_GENERATION, temperature: 0.5, maxTokens: 36 };
/** A model has so many tries to write so many words; the first try that has them counts. */
const TRIES = 5;
const LEAST_WORDS = 4;
/** So many words are asked for: a class waits a minute for them. So much text is enough to find them in. */
export const ASKED_WORDS = 100;
const ASKED_CHARACTERS = 2_000;

type Evaluating = Pick<Services, 'evaluator' | 'text'>;

/**
 * Begins a sentence of held-out text in its place and lets the base and `model` go on, by the same rules; undefined where no
 * sentence is long enough. Rejects with an `AbortError` soon after `signal` is aborted.
 */
export async function hearVoice(
  { evaluator, text }: Evaluating,
  held: Int32Array,
  model: EvaluatedModel,
  signal?: AbortSignal,
): Promise<Voice | undefined> {
  const place = beginningIn(await text.decode(held));
  if (place === undefined) return undefined;
  const { before, beginning } = place;
  const goOn = async (writer: EvaluatedModel) => {
    let longest = '';
    for (let seed = 1; seed <= TRIES && findWords(longest).length < LEAST_WORDS; seed++) {
      const options = { ...WRITING, seed };
      const { text } = await evaluator.generate(writer, before + beginning, options, undefined, signal);
      signal?.throwIfAborted();
      const line = ended(text);
      if (line.length > longest.length) longest = line;
    }
    return longest;
  };
  return { beginning, base: await goOn({ kind: 'base' }), own: await goOn(model) };
}

/**
 * How often the base and `model` guess the next word of held-out text; undefined where it has no two words. `onWord` hears how
 * many words are behind, of both. Rejects with an `AbortError` soon after `signal` is aborted.
 */
export async function countNextWords(
  { evaluator, text }: Evaluating,
  held: Int32Array,
  model: EvaluatedModel,
  signal?: AbortSignal,
  onWord: (words: number) => void = () => {},
): Promise<NextWord | undefined> {
  const whole = (await text.decode(held)).join('\n\n').slice(0, ASKED_CHARACTERS);
  const ask = (asked: EvaluatedModel, before: number) =>
    evaluator.guesses(asked, whole, ASKED_WORDS, signal, ({ words }) => onWord(before + words));
  const base = await ask({ kind: 'base' }, 0);
  if (base.words === 0) return undefined;
  const own = await ask(model, base.words);
  return { words: base.words, base: base.right, own: own.right };
}

/** The first words of the first long sentence that has one before it, and what stands before; the first of all may be cut through. */
export function beginningIn(texts: readonly string[]): { before: string; beginning: string } | undefined {
  const sentences = texts.flatMap((text) => {
    let before = '';
    return sentencesOf(text).map((sentence) => {
      const place = { before, sentence };
      before = (before + sentence).slice(-CONTEXT_CHARACTERS);
      return place;
    });
  });
  const isLong = ({ sentence }: { sentence: string }) => findWords(sentence).length >= SENTENCE_WORDS;
  const found = sentences.slice(1).find(isLong) ?? sentences.find(isLong);
  if (found === undefined) return undefined;
  const { word, index } = findWords(found.sentence)[BEGUN_WORDS - 1];
  const begun = found.sentence.slice(0, index + word.length);
  const beginning = begun.trimStart();
  return { before: found.before + begun.slice(0, begun.length - beginning.length), beginning };
}

/** Ended where its last sentence ends, or else shown to be cut off. */
export function ended(text: string): string {
  const whole = /^[^\n]*[.!?\u2026]['\u2019"\u201d)]*/u.exec(text)?.[0];
  return whole ?? `${text.split('\n')[0].trimEnd()}\u00a0…`;
}
