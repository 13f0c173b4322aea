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
/** About two lines. */
const TOKENS = 36;
/** So many words are asked for, and so much text is enough to find them in. */
const ASKED_WORDS = 100;
const ASKED_CHARACTERS = 2_000;

type Evaluating = Pick<Services, 'evaluator' | 'text'>;

/**
 * Begins a sentence of held-out text and lets the base and `model` go on, with the same seed; undefined where no sentence is
 * long enough. Rejects with an `AbortError` soon after `signal` is aborted.
 */
export async function hearVoice(
  { evaluator, text }: Evaluating,
  held: Int32Array,
  model: EvaluatedModel,
  signal?: AbortSignal,
): Promise<Voice | undefined> {
  const beginning = beginningIn(await text.decode(held));
  if (beginning === undefined) return undefined;
  const options = { ...DEFAULT_GENERATION, maxTokens: TOKENS };
  const goOn = async (writer: EvaluatedModel) => {
    const { text } = await evaluator.generate(writer, beginning, options, undefined, signal);
    signal?.throwIfAborted();
    return ended(text);
  };
  return { beginning, base: await goOn({ kind: 'base' }), own: await goOn(model) };
}

/**
 * How often the base and `model` guess the next word of held-out text; undefined where it has no two words. Rejects with an
 * `AbortError` soon after `signal` is aborted.
 */
export async function countNextWords(
  { evaluator, text }: Evaluating,
  held: Int32Array,
  model: EvaluatedModel,
  signal?: AbortSignal,
): Promise<NextWord | undefined> {
  const whole = (await text.decode(held)).join('\n\n').slice(0, ASKED_CHARACTERS);
  const base = await evaluator.guesses({ kind: 'base' }, whole, ASKED_WORDS, signal);
  if (base.words === 0) return undefined;
  const own = await evaluator.guesses(model, whole, ASKED_WORDS, signal);
  return { words: base.words, base: base.right, own: own.right };
}

/** The first words of the first long sentence; the first of all may have been cut through. */
export function beginningIn(texts: readonly string[]): string | undefined {
  const sentences = texts.flatMap((text) => sentencesOf(text));
  const isLong = (sentence: string) => findWords(sentence).length >= SENTENCE_WORDS;
  const sentence = sentences.slice(1).find(isLong) ?? sentences.find(isLong);
  if (sentence === undefined) return undefined;
  const { word, index } = findWords(sentence)[BEGUN_WORDS - 1];
  return sentence.slice(0, index + word.length).trimStart();
}

/** Ended where its last sentence ends, or else shown to be cut off. */
export function ended(text: string): string {
  const whole = /^[^\n]*[.!?\u2026]['\u2019"\u201d)]*/u.exec(text)?.[0];
  return whole ?? `${text.split('\n')[0].trimEnd()}\u00a0…`;
}
