import type { EvaluatedModel } from '../eval/evaluator';
import type { Guesses } from '../eval/suggest-typing';
import type { FollowerTable } from '../text/counting/table';
import { askedText, askTable, type Unseen } from '../text/counting/unseen';
import { PASSAGE_CHARACTERS, passagesOf } from '../text/passages';
import { countWords, hashedSentences } from '../text/sentences';
import type { Services } from './services';
import { fairTokens } from './versions';
import { ASKED_WORDS } from './voice';

/** From counting to learning: how often the next word of a text that none of them learned from is the first guess. */
export interface Ladder {
  /** Words that each of them is asked for. */
  words: number;
  /** What the table guesses by one word, and by two. */
  one: Unseen;
  two: Unseen;
  /** What the base guesses, and the student's model with its memory: of the words behind so far. */
  base?: Guesses;
  own?: Guesses;
  /** How many of the words the student's model has read before: they stand in passages that it has learned from. */
  read?: number;
}

/** The student's model, and hashes of the sentences that it has learned from. */
export interface OwnModel {
  model: EvaluatedModel;
  learned: Iterable<number>;
}

/**
 * Asks the table, the base and `own`, if there is one, for the same words of `held`, texts that the table was not counted from.
 * `onLadder` hears what is known so far. Rejects with an `AbortError` soon after `signal` is aborted.
 */
export async function measureLadder(
  evaluator: Pick<Services['evaluator'], 'guesses'>,
  table: FollowerTable,
  held: readonly string[],
  own: OwnModel | undefined,
  onLadder: (ladder: Ladder) => void,
  signal: AbortSignal,
): Promise<Ladder> {
  const text = askedText(held, ASKED_WORDS);
  const one = askTable(table, held, ASKED_WORDS, 1);
  const ladder: Ladder = { words: one.words, one, two: askTable(table, held, ASKED_WORDS, 2) };
  const tell = (more: Partial<Ladder>) => {
    Object.assign(ladder, more);
    onLadder({ ...ladder });
  };
  tell({});
  const ask = (model: EvaluatedModel, onProgress: (soFar: Guesses) => void) =>
    evaluator.guesses(model, text, ASKED_WORDS, signal, onProgress);
  if (own) tell({ read: Math.round(ladder.words * shareLearned(text, own.learned)) });
  tell({ base: await ask({ kind: 'base' }, (base) => tell({ base })) });
  if (own) tell({ own: await ask(own.model, (own) => tell({ own })) });
  return ladder;
}

/** How much of a text stands in passages that were learned, 0 to 1, by words. */
function shareLearned(text: string, learned: Iterable<number>): number {
  const passages = passagesOf(text, PASSAGE_CHARACTERS).map((passage) => {
    const sentences = hashedSentences(passage.text);
    return { tokens: countWords(sentences), sentences };
  });
  const fair = fairTokens(passages, learned);
  return fair.length === 0 ? 0 : fair.filter((word) => word === 0).length / fair.length;
}
