import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { EDGE, isWord } from './numbered';
import type { Follower, Followers, FollowerTable, Order } from './table';

/** A follower that was chosen; one that was drawn has the number of its ticket, from 1 on. */
export interface Chosen {
  id: number;
  ticket?: number;
}

/** Numbers in [0, 1), the same ones for the same seed. */
export function uniformNumbers(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/**
 * Draws one of `followers` [1 or more] by a `uniform` number in [0, 1): each has as many tickets as it was counted, the
 * commonest the first ones.
 */
export function draw({ each, total }: Followers, uniform: number): Required<Chosen> {
  const ticket = 1 + Math.floor(uniform * total);
  let left = ticket;
  const { id } = each.find(({ times }) => (left -= times) <= 0) ?? each[each.length - 1];
  return { id, ticket };
}

/** The commonest of `followers` [1 or more]: always the same one, without chance. */
export function commonest({ each }: Followers): Follower {
  return each[0];
}

/**
 * Goes on after the words of `before` until so many `words` are added and with them the sign that may follow the last one, or
 * until nothing follows; `choose` chooses each. Where `order` words never stood so, fewer count.
 */
export function writeOn(
  table: FollowerTable,
  before: readonly (number | undefined)[],
  order: Order,
  words: number,
  choose: (followers: Followers) => number,
): number[] {
  const ids = [...before];
  const added: number[] = [];
  for (let left = words; left >= 0; ) {
    const { followers } = table.known(ids, order);
    if (followers.total === 0) break;
    const id = choose(followers);
    if (isWord(id) && left-- === 0) break;
    ids.push(id);
    added.push(id);
  }
  return added;
}

/** `text` with a word or a sign after it, as it is spelled there. */
export function withNext(table: FollowerTable, text: string, id: number): string {
  const before = text === '' ? EDGE : table.idsIn(text).at(-1);
  const written = table.spelled(id, before);
  return !isWord(id) || text === '' || /\s$/.test(text) ? text + written : `${text} ${written}`;
}
