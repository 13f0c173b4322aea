import { EDGE, endsSentence, isWord, type NumberedText } from './numbered';
import { folded, partsOf } from './parts';

/** How many words before a word count. */
export type Order = 1 | 2;

/** What followed, and how often. */
export interface Follower {
  id: number;
  times: number;
}

/** All that followed some words, the commonest first and then the one met first; `total` is how often anything did. */
export interface Followers {
  each: Follower[];
  total: number;
}

/** A word and the one after it, and how often they stood so. */
export interface Pair extends Follower {
  before: number;
}

/** What is counted up to some place: all pairs, and the commonest ones of two words. */
export interface Tally {
  pairs: number;
  commonest: Pair[];
}

/**
 * Which word followed which, and how often: the simplest language model (Markov, 1913; Shannon, 1948). A sign that ends a
 * sentence counts as a word does. Nothing follows across the edge of a text.
 *
 * It keeps the places of each word in the text and counts when it is asked: that takes time in proportion to how often the
 * last word of the context stands in the text.
 */
export class FollowerTable {
  /** The places of the id `i` in the text are `places[from[i]]` to `places[from[i + 1]]`, in order. */
  private readonly places: Int32Array;
  private readonly from: Int32Array;
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(readonly numbered: NumberedText) {
    const { ids, inside } = numbered;
    this.numbers = new Map(inside.map((word, id) => [folded(word), id]));
    this.from = new Int32Array(inside.length + 1);
    for (const id of ids) this.from[id + 1] += 1;
    for (let id = 0; id < inside.length; id++) this.from[id + 1] += this.from[id];
    const next = this.from.slice();
    this.places = new Int32Array(ids.length);
    for (let place = 0; place < ids.length; place++) this.places[next[ids[place]]++] = place;
  }

  /** The numbers of the words and signs of `text`; undefined for a word that stands nowhere in the table's text. */
  idsIn(text: string): (number | undefined)[] {
    return partsOf(text).map(({ written }) => this.numbers.get(folded(written)));
  }

  /** How often a word or a sign stands in the text. */
  timesOf(id: number): number {
    return this.from[id + 1] - this.from[id];
  }

  /** The word as it is mostly spelled after what has the number `before`: as the first one of a sentence, or inside. */
  spelled(id: number, before?: number): string {
    const { first, inside } = this.numbered;
    return before !== undefined && endsSentence(before) ? first[id] : inside[id];
  }

  /**
   * What followed the words of `context`, in order; after none, what the sentences begin with. Counts pairs up to the place
   * `until`, that of the last word of the context, included.
   */
  followers(context: readonly (number | undefined)[], until = Number.POSITIVE_INFINITY): Followers {
    const times = new Map<number, number>();
    if (context.length === 0) {
      for (let id = 0; endsSentence(id); id++) this.count([id], until, times);
    } else this.count(context, until, times);
    const each = Array.from(times, ([id, times]): Follower => ({ id, times }));
    return {
      each: each.sort((a, b) => b.times - a.times),
      total: each.reduce((sum, { times }) => sum + times, 0),
    };
  }

  /** Of the last words of `ids`, the longest run that something followed, `order` words at most, and what did; none of it if nothing. */
  known(ids: readonly (number | undefined)[], order: Order): { context: number[]; followers: Followers } {
    for (let length = Math.min(order, ids.length); length > 0; length--) {
      const context = ids.slice(-length);
      const followers = this.followers(context);
      if (followers.total > 0) return { context: context as number[], followers };
    }
    return { context: [], followers: ids.length === 0 ? this.followers([]) : { each: [], total: 0 } };
  }

  /** The place of the first pair after `place`; undefined after the last one. */
  nextPair(place: number): number | undefined {
    const { ids } = this.numbered;
    for (let next = place + 1; next + 1 < ids.length; next++)
      if (ids[next] !== EDGE && ids[next + 1] !== EDGE) return next;
    return undefined;
  }

  /** The place of the last pair; -1 where there is none. */
  lastPair(): number {
    const { ids } = this.numbered;
    let place = ids.length - 2;
    while (place >= 0 && (ids[place] === EDGE || ids[place + 1] === EDGE)) place -= 1;
    return place;
  }

  /** What is counted of the pairs up to the place `until`, with at most so many of the `commonest`. */
  tally(until: number, commonest: number): Tally {
    const { ids, inside } = this.numbered;
    const times = new Map<number, number>();
    let pairs = 0;
    for (let place = 0; place <= until && place + 1 < ids.length; place++) {
      if (ids[place] === EDGE || ids[place + 1] === EDGE) continue;
      pairs += 1;
      if (!isWord(ids[place]) || !isWord(ids[place + 1])) continue;
      const pair = ids[place] * inside.length + ids[place + 1];
      times.set(pair, (times.get(pair) ?? 0) + 1);
    }
    const sorted = Array.from(times).sort(([, a], [, b]) => b - a);
    return {
      pairs,
      commonest: sorted.slice(0, commonest).map(([pair, times]) => ({
        ...{ before: Math.floor(pair / inside.length), id: pair % inside.length },
        times,
      })),
    };
  }

  /** The numbers of all words, the commonest first. */
  commonestWords(): number[] {
    const words = Array.from(this.numbered.inside.keys()).filter(isWord);
    return words.sort((a, b) => this.timesOf(b) - this.timesOf(a));
  }

  private count(context: readonly (number | undefined)[], until: number, times: Map<number, number>): void {
    const { ids } = this.numbered;
    const last = context[context.length - 1];
    if (last === undefined) return;
    for (let i = this.from[last]; i < this.from[last + 1]; i++) {
      const place = this.places[i];
      if (place > until) break;
      const follower = ids[place + 1];
      if (place + 1 === ids.length || follower === EDGE) continue;
      if (context.every((id, back) => ids[place + 1 - context.length + back] === id))
        times.set(follower, (times.get(follower) ?? 0) + 1);
    }
  }
}
