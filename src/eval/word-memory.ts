import { wordsAndSigns } from '../text/words';

/** How many words before a word count. */
const ORDERS = 2;
/** Most words that are expected at once. */
const MOST = 64;
const WORD = /^[\p{L}\p{N}]/u;

/** What followed some words, and how often. */
interface Followers {
  times: Map<string, number>;
  total: number;
}

/**
 * Remembers words: those of the student's text and those on the page that is being written, and how often each followed the
 * one or two before it. So it knows names and places that to the model are many tokens.
 *
 * What is expected next is what followed the same two words; as far as that says little, what followed the last of them;
 * and then how often a word came at all. The less often something was seen, and the more different words followed it, the
 * less it says: Witten and Bell, The Zero-Frequency Problem (1991), method C, each order interpolated with the next.
 */
export class WordMemory {
  /** By how many words they follow, and by these words. */
  private readonly followers = Array.from({ length: ORDERS + 1 }, () => new Map<string, Followers>());
  /** The page as it was read last, and its words and signs: a full stop before a word counts as a word does. */
  private before = '';
  private page: string[] = [];

  /** Takes in the student's `texts`. */
  constructor(texts: readonly string[]) {
    for (const text of texts) this.count(wordsAndSigns(text), 0, 1);
  }

  /** Takes in the page up to the word that is being written, in place of what it was before. */
  read(before: string): void {
    if (before === this.before) return;
    const parts = wordsAndSigns(before);
    let same = 0;
    while (same < parts.length && parts[same] === this.page[same]) same++;
    this.count(this.page, same, -1);
    this.count(parts, same, 1);
    this.page = parts;
    this.before = before;
  }

  /** Words that begin with `typed` and add something to it, and how probable each is after what was read; at most `MOST`. */
  expected(typed: string): Map<string, number> {
    const found = new Map<string, number>();
    for (let order = 0; order <= ORDERS && order <= this.page.length; order++) {
      const followers = this.followers[order].get(contextOf(this.page, this.page.length, order));
      if (!followers) break;
      const { times, total } = followers;
      const all = total + times.size;
      for (const [word, probability] of found) found.set(word, (probability * times.size) / all);
      for (const [word, count] of times)
        if (word.length > typed.length && word.startsWith(typed))
          found.set(word, (found.get(word) ?? 0) + count / all);
    }
    if (found.size <= MOST) return found;
    return new Map([...found].sort(([, a], [, b]) => b - a).slice(0, MOST));
  }

  /** Counts the words among `parts`, the `from`-th and those after it, so many times more. */
  private count(parts: readonly string[], from: number, more: 1 | -1): void {
    for (let at = from; at < parts.length; at++)
      if (WORD.test(parts[at]))
        for (let order = 0; order <= ORDERS && order <= at; order++)
          countOne(this.followers[order], contextOf(parts, at, order), parts[at], more);
  }
}

function countOne(all: Map<string, Followers>, context: string, word: string, more: 1 | -1): void {
  let followers = all.get(context);
  if (!followers) all.set(context, (followers = { times: new Map(), total: 0 }));
  const times = (followers.times.get(word) ?? 0) + more;
  if (times > 0) followers.times.set(word, times);
  else followers.times.delete(word);
  followers.total += more;
  if (followers.total === 0) all.delete(context);
}

/** The `order` parts before the `at`-th; how a word is written at the beginning of a sentence makes no difference. */
function contextOf(parts: readonly string[], at: number, order: number): string {
  return parts
    .slice(at - order, at)
    .join(' ')
    .toLowerCase();
}
