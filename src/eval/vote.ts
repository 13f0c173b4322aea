/** Entries of a neural cache: tokens of a text, and the model's states before them beside the present one. */
export interface Entries {
  /** The cosine of each entry's state with the present one, [entries]. */
  cosines: Float32Array;
  /** The token that followed each entry's state, [entries or more]: the token before it is that of the entry before. */
  next: Int32Array;
}

/** How many equal tokens before an entry and before the present place are counted. */
export const LONGEST_RUN = 16;

/**
 * An entry weighs e^(sharpness · cosine + bonus · run): the run is how many tokens before the entry are the same as those
 * before the present place. Chosen on 52 authors: `alike` asks only for like states, `phrase` prefers what goes on with the
 * very same words. One sharpness is twice the other, so that one power an entry is enough.
 */
const KINDS = {
  alike: { sharpness: 16, bonus: 0 },
  phrase: { sharpness: 8, bonus: 0.25 },
} as const;
export type VoteKind = keyof typeof KINDS;

const BOOSTS = Float64Array.from({ length: LONGEST_RUN + 1 }, (_, run) => Math.exp(KINDS.phrase.bonus * run));

/** e^(8 · cosine) at so many steps a unit, from -1 on. */
const STEPS = 2048;
const POWERS = Float64Array.from({ length: 2 * STEPS + 2 }, (_, i) =>
  Math.exp(KINDS.phrase.sharpness * (i / STEPS - 1)),
);

/** e^(8 · cosine), to 2e-6 of itself: `Math.exp` would take a third of all the time that a memory costs. */
function powerOf(cosine: number): number {
  // Rounding may make a cosine a little more than 1.
  const at = Math.min(2 * STEPS, Math.max(0, (cosine + 1) * STEPS));
  const below = at | 0;
  return POWERS[below] + (at - below) * (POWERS[below + 1] - POWERS[below]);
}

/** What is known of a vote before it is asked about any token. */
interface Count {
  /** The weights of all entries. */
  sum: number;
  /** The token with the most weight, -1 if there is none, and that weight. */
  first: number;
  most: number;
}

/** What entries say of the next token: a distribution. */
export class Vote {
  /** The token that it finds likeliest; -1 if it has no entries. */
  readonly first: number;
  /** The probability of `first`. */
  readonly confidence: number;
  private readonly sum: number;

  constructor(
    private readonly entries: readonly Entries[],
    private readonly kind: VoteKind,
    /** The tokens before the present place, the latest first. */
    private readonly context: Int32Array,
    { sum, first, most }: Readonly<Count>,
  ) {
    this.first = first;
    this.sum = sum;
    this.confidence = sum === 0 ? 0 : most / sum;
  }

  /** The probability of a token. */
  of(token: number): number {
    if (this.sum === 0) return 0;
    let weight = 0;
    for (const { cosines, next } of this.entries)
      for (let i = 0; i < cosines.length; i++) if (next[i] === token) weight += this.weight(cosines, next, i);
    return weight / this.sum;
  }

  /** Adds the probabilities of all tokens, times `share`, to `probabilities` [vocab]. */
  addTo(probabilities: Float64Array, share: number): void {
    if (this.sum === 0) return;
    for (const { cosines, next } of this.entries)
      for (let i = 0; i < cosines.length; i++)
        probabilities[next[i]] += (share * this.weight(cosines, next, i)) / this.sum;
  }

  /** Of the entries that `token` followed, the one that is most alike: in which of the lists, and its index there. */
  witness(token: number): { list: number; entry: number } | undefined {
    let [found, best] = [undefined as { list: number; entry: number } | undefined, Number.NEGATIVE_INFINITY];
    for (const [list, { cosines, next }] of this.entries.entries())
      for (let entry = 0; entry < cosines.length; entry++)
        if (next[entry] === token && cosines[entry] > best) {
          best = cosines[entry];
          found = { list, entry };
        }
    return found;
  }

  private weight(cosines: Float32Array, next: Int32Array, i: number): number {
    const power = powerOf(cosines[i]);
    return this.kind === 'alike' ? power * power : power * BOOSTS[runBefore(next, i, this.context)];
  }
}

/** How many tokens before entry `i` are those of `context`, the latest first; at most `LONGEST_RUN`. */
function runBefore(next: Int32Array, i: number, context: Int32Array): number {
  const most = Math.min(i, context.length, LONGEST_RUN);
  let run = 0;
  while (run < most && next[i - 1 - run] === context[run]) run++;
  return run;
}

/** Both votes of the same entries. */
export interface Votes extends Record<VoteKind, Vote> {
  /** Of each list, the cosine of the entry that is most alike; -1 where there is none. */
  best: readonly number[];
  /** The longest run before an entry, at most `LONGEST_RUN`. */
  longest: number;
}

/** Counts votes over `vocab` tokens; one serves all that is read, one count after the other. */
export class Counter {
  private readonly alike: Float64Array;
  private readonly phrase: Float64Array;

  constructor(vocab: number) {
    this.alike = new Float64Array(vocab);
    this.phrase = new Float64Array(vocab);
  }

  /** The votes of the first list, of the first two, and so on, where `context` came before, the latest token first. */
  count(lists: readonly Entries[], context: Int32Array): Votes[] {
    const votes: Votes[] = [];
    const { alike, phrase } = this;
    const best: number[] = [];
    // Plain numbers: this is the innermost loop of a model with a memory.
    let [alikeSum, alikeMost, alikeFirst] = [0, 0, -1];
    let [phraseSum, phraseMost, phraseFirst] = [0, 0, -1];
    let longest = 0;
    const latest = context.length > 0 ? context[0] : -1;
    for (const [at, { cosines, next }] of lists.entries()) {
      let most = -1;
      let before = -1;
      for (let i = 0; i < cosines.length; i++) {
        const cosine = cosines[i];
        if (cosine > most) most = cosine;
        const token = next[i];
        const power = powerOf(cosine);
        let boosted = power;
        if (before === latest && i > 0) {
          const run = runBefore(next, i, context);
          if (run > longest) longest = run;
          boosted *= BOOSTS[run];
        }
        before = token;
        const square = power * power;
        alikeSum += square;
        phraseSum += boosted;
        const ofAlike = (alike[token] += square);
        if (ofAlike > alikeMost) {
          alikeMost = ofAlike;
          alikeFirst = token;
        }
        const ofPhrase = (phrase[token] += boosted);
        if (ofPhrase > phraseMost) {
          phraseMost = ofPhrase;
          phraseFirst = token;
        }
      }
      best.push(most);
      const these = lists.slice(0, at + 1);
      const ofAlike = { sum: alikeSum, first: alikeFirst, most: alikeMost };
      const ofPhrase = { sum: phraseSum, first: phraseFirst, most: phraseMost };
      votes.push({
        best: best.slice(),
        longest,
        alike: new Vote(these, 'alike', context, ofAlike),
        phrase: new Vote(these, 'phrase', context, ofPhrase),
      });
    }
    for (const { cosines, next } of lists)
      for (let i = 0; i < cosines.length; i++) alike[next[i]] = phrase[next[i]] = 0;
    return votes;
  }
}
