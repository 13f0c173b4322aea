import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Counter, type Entries, LONGEST_RUN, type VoteKind, type Votes } from './vote';

const VOCAB = 12;
const counter = new Counter(VOCAB);
const next = Int32Array.of(5, 9, 5, 2);
const votesOf = (cosines: number[], context: number[] = []): Votes =>
  counter.count([{ cosines: Float32Array.from(cosines), next }], Int32Array.from(context))[0];
const allOf = (votes: Votes, kind: VoteKind) => {
  const probabilities = new Float64Array(VOCAB);
  votes[kind].addTo(probabilities, 1);
  return probabilities;
};
const KINDS = ['alike', 'phrase'] as const;
/** Powers come from a table. */
const CLOSE = 1e-5;

/** Both votes as their definition has them: every entry by itself, nothing kept from one to the next. */
function plainly(lists: readonly Entries[], context: number[], kind: VoteKind): number[] {
  const weights = new Array<number>(VOCAB).fill(0);
  for (const { cosines, next } of lists)
    for (let i = 0; i < cosines.length; i++) {
      const before = Array.from(next.subarray(0, i)).reverse();
      const differs = before.findIndex((token, back) => token !== context[back]);
      const run = Math.min(differs < 0 ? before.length : differs, LONGEST_RUN);
      weights[next[i]] +=
        kind === 'alike' ? Math.E ** (16 * cosines[i]) : Math.E ** (8 * cosines[i] + run / 4);
    }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum === 0 ? 0 : weight / sum));
}

const cosine = fc.float({ min: -1, max: 1, noNaN: true });
const token = fc.nat(3);
const list = fc.array(fc.tuple(cosine, token), { maxLength: 40 }).map(
  (rows): Entries => ({
    cosines: Float32Array.from(rows, ([cosine]) => cosine),
    next: Int32Array.from(rows, ([, token]) => token),
  }),
);

describe('a vote', () => {
  test('is as its definition says, of the first list and of both', () => {
    fc.assert(
      fc.property(list, list, fc.array(token, { maxLength: 20 }), (first, second, context) => {
        const counted = counter.count([first, second], Int32Array.from(context));
        for (const [i, lists] of [[first], [first, second]].entries())
          for (const kind of KINDS) {
            const wanted = plainly(lists, context, kind);
            const all = allOf(counted[i], kind);
            const vote = counted[i][kind];
            for (const [token, probability] of wanted.entries()) {
              expect(Math.abs(all[token] - probability)).toBeLessThan(CLOSE);
              expect(Math.abs(vote.of(token) - probability)).toBeLessThan(CLOSE);
            }
            expect(Math.abs(vote.confidence - Math.max(...wanted))).toBeLessThan(CLOSE);
            if (vote.first >= 0) expect(Math.abs(wanted[vote.first] - vote.confidence)).toBeLessThan(CLOSE);
            const best = lists.map(({ cosines }) => Math.max(-1, ...cosines));
            expect(counted[i].best).toEqual(best);
          }
      }),
    );
  });

  test('is a distribution over the tokens that followed', () => {
    const votes = votesOf([0.1, 0.2, -0.3, 0.1]);
    for (const kind of KINDS) {
      expect(allOf(votes, kind).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(votes[kind].of(4)).toBe(0);
    }
    expect(votes.alike.of(9)).toBeGreaterThan(votes.alike.of(2));
  });

  test('entries with the same token add up', () => {
    expect(votesOf([0.2, 0.2, 0.2, 0.2]).alike.of(5)).toBeCloseTo(0.5, 12);
  });

  test('of the phrase goes on as the same words went on before', () => {
    // The second entry comes after 5, the last after 5, 9, 5: so 2 follows the longer run.
    const votes = votesOf([0, 0, 0, 0], [5, 9, 5]);
    expect(votes.longest).toBe(3);
    expect(votes.phrase.first).toBe(2);
    expect(votes.alike.of(2)).toBeCloseTo(0.25, 12);
  });

  test('finds its witness: the entry that is most alike', () => {
    const { alike } = votesOf([0.1, 0.2, 0.4, 0.9]);
    expect(alike.witness(5)).toEqual({ list: 0, entry: 2 });
    expect(alike.witness(3)).toBeUndefined();
  });

  test('of nobody says nothing', () => {
    const [{ alike, phrase, best }] = counter.count([{ cosines: new Float32Array(0), next }], next);
    for (const vote of [alike, phrase]) expect([vote.first, vote.confidence, vote.of(5)]).toEqual([-1, 0, 0]);
    expect(best).toEqual([-1]);
  });
});
