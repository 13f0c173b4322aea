import { findWords } from '../words';
import { BETWEEN_TEXTS, EDGE, isWord } from './numbered';
import { partsOf } from './parts';
import type { FollowerTable, Order } from './table';

/** What a table knows about text that it was not counted from. */
export interface Unseen {
  /** Words that were asked for. */
  words: number;
  /** Of these, how many came after words that the table had seen before something else. */
  known: number;
  /** Of all, how many are the table's first guess, as they are written. */
  right: number;
}

/** The beginning of `held` in which so many `words` can be asked for after the very first: where a model is asked for the same. */
export function askedText(held: readonly string[], words: number): string {
  const text = held.join(BETWEEN_TEXTS);
  const last = findWords(text)
    .slice(0, words + 1)
    .at(-1);
  return last ? text.slice(0, last.index + last.word.length) : '';
}

/**
 * Asks `table` for the first `words` words of `held`, texts that it was not counted from, after the very first word. It is told
 * that a word comes next, as a model is (`countGuesses` in `src/eval`), and knows the `order` words and signs before it.
 */
export function askTable(table: FollowerTable, held: readonly string[], words: number, order: Order): Unseen {
  const found: Unseen = { words: 0, known: 0, right: 0 };
  let isFirst = true;
  for (const text of held) {
    const parts = partsOf(text);
    const ids = table.idsIn(text);
    for (const [i, { written, isSign }] of parts.entries()) {
      if (isSign) continue;
      if (isFirst) {
        isFirst = false;
        continue;
      }
      if (found.words === words) return found;
      const { each, total } = table.followers(ids.slice(Math.max(0, i - order), i));
      const guess = each.find(({ id }) => isWord(id));
      const begins = i === 0 || parts[i - 1].isSign;
      found.words += 1;
      if (total > 0) found.known += 1;
      if (guess && table.spelled(guess.id, begins ? EDGE : undefined) === written) found.right += 1;
    }
  }
  return found;
}
