import { isWord } from '../../text/counting/numbered';
import { folded, partsOf } from '../../text/counting/parts';
import type { FollowerTable, Order } from '../../text/counting/table';

/**
 * Contexts of `order` words that begin as `typed` does, the commonest first, at most `most`: with `typed` whole or half, or
 * empty. Of two words only such that stand side by side.
 */
export function contextsLike(table: FollowerTable, typed: string, order: Order, most: number): number[][] {
  const written = partsOf(typed).filter(({ isSign }) => !isSign);
  const last = folded(written.at(-1)?.written ?? '');
  const isWhole = last !== '' && !typed.endsWith(written[written.length - 1].written);
  const beginsSo = (id: number) => isWord(id) && folded(table.spelled(id)).startsWith(last);
  if (order === 1) {
    if (written.length > 1) return [];
    return firstOf(table.commonestWords(), beginsSo, most).map((id) => [id]);
  }
  if (written.length > 2) return [];
  // The first word is known, and the second one half or not at all.
  if (written.length === 2 || isWhole) {
    const [first] = table.idsIn(written[0].written);
    const followers = table.followers([first]).each.map(({ id }) => id);
    const second = written.length === 2 ? beginsSo : isWord;
    return firstOf(followers, second, most).map((id) => [first!, id]);
  }
  if (last === '') return table.tally(table.lastPair(), most).commonest.map(({ before, id }) => [before, id]);
  return firstOf(table.commonestWords(), beginsSo, most).flatMap((id) => {
    const second = table.followers([id]).each.find((one) => isWord(one.id));
    return second ? [[id, second.id]] : [];
  });
}

/** The first `most` of `ids` that are `wanted`. */
function firstOf(ids: readonly number[], wanted: (id: number) => boolean, most: number): number[] {
  const found: number[] = [];
  for (const id of ids) {
    if (found.length === most) break;
    if (wanted(id)) found.push(id);
  }
  return found;
}
