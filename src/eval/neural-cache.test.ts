import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largestError, OPENING, TINY_CONFIG, tinyWeights } from '../model/testing';
import { Ballot, MOST_ENTRIES, mix, mixLogits, NeuralCache, Trust, type Vote } from './neural-cache';
import { perplexity } from './perplexity';
import { softmax } from './sampling';
import { EvalSession, KeyValueCache, type OpenModel } from './session';

const { context, vocab, width } = TINY_CONFIG;
const text = (length: number, salt = 7) =>
  Int32Array.from({ length }, (_, i) => (i * i * salt + 3 * i) % vocab);

let model: OpenModel;
beforeAll(async () => {
  const session = await EvalSession.open(tinyWeights(), TINY_CONFIG);
  model = { session, gains: session.gains };
}, OPENING);
afterAll(() => model.session.release());

/** The states before each token of `ids` but the first, computed window by window. */
async function statesOf(ids: Int32Array): Promise<Float32Array[]> {
  const rows: Float32Array[] = [];
  for (let at = 0; at + 1 < ids.length; at += context) {
    const window = ids.subarray(at, at + context + 1);
    const cache = new KeyValueCache(TINY_CONFIG);
    const { states } = await model.session.nllAndStates(
      window.subarray(0, -1),
      window.subarray(1),
      cache,
      model.gains,
    );
    for (let i = 0; i < states.length; i += width) rows.push(states.slice(i, i + width));
  }
  return rows;
}

describe('the cache', () => {
  test.each([2, 9, context + 1, 3 * context + 5])('votes as the formulas say, after %i tokens', async (n) => {
    const ids = text(n);
    const entries = await statesOf(ids);
    const asked = (await statesOf(text(20, 11))).slice(0, 15);
    const centre = entries[0].map((_, c) => entries.reduce((sum, row) => sum + row[c], 0) / entries.length);
    const cosine = (a: Float32Array, b: Float32Array) => {
      const [u, v] = [a, b].map((row) => Array.from(row, (value, c) => value - centre[c]));
      const dot = (x: number[], y: number[]) => x.reduce((sum, value, c) => sum + value * y[c], 0);
      return dot(u, v) / Math.max(Math.sqrt(dot(u, u) * dot(v, v)), 1e-12);
    };
    const cache = await NeuralCache.of(model, ids);
    const flat = Float32Array.from(asked.flatMap((row) => [...row]));
    const votes = await cache.ask(flat);
    const ballot = new Ballot(ids.subarray(1));
    // One entry is its own centre, and so has no direction.
    if (entries.length > 1)
      for (const [i, state] of asked.entries()) {
        const expected = ballot.count(Float32Array.from(entries, (entry) => cosine(state, entry)));
        expect(largestError(votes[i].probabilities, expected.probabilities)).toBeLessThan(1e-3);
        expect(votes[i].share).toBeCloseTo(expected.share, 4);
      }
    await cache.release();
  });

  test('of a long text only the end is kept', async () => {
    const ids = text(MOST_ENTRIES + 40);
    ids.fill(1, 0, 35);
    ids.fill(2, 35);
    const cache = await NeuralCache.of(model, ids);
    const [vote] = await cache.ask(new Float32Array(width).fill(1));
    expect([...vote.tokens]).toEqual([2]);
    await cache.release();
  });

  test('a text that is remembered is foretold; the model alone is what it was', async () => {
    const ids = text(2 * context + 9);
    const cache = await NeuralCache.of(model, ids);
    const without = await perplexity(model, ids);
    const remembered = await perplexity(model, ids, undefined, undefined, cache);
    expect(remembered.perplexity).toBeLessThan(0.7 * without.perplexity);
    expect(largestError(remembered.alone!, without.tokenNll)).toBeLessThan(1e-5);
    expect(without.alone).toBeUndefined();
    await cache.release();
  });

  test('a text of one token cannot be remembered, and is told so', async () => {
    await expect(NeuralCache.of(model, [3])).rejects.toThrow('too short to be remembered');
  });

  test('it can be called off', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(NeuralCache.of(model, text(99), controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('a vote', () => {
  const next = Int32Array.of(5, 9, 5, 2);
  const ballot = new Ballot(next);

  test('is a distribution over the tokens that followed', () => {
    const vote = ballot.count(Float32Array.of(0.1, 0.2, -0.3, 0.1));
    expect([...vote.tokens].sort()).toEqual([2, 5, 9]);
    expect(vote.probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(vote.of(9)).toBeGreaterThan(vote.of(2));
    expect(vote.of(4)).toBe(0);
  });

  test('entries with the same token add up', () => {
    const vote = ballot.count(Float32Array.of(0.2, 0.2, 0.2, 0.2));
    expect(vote.of(5)).toBeCloseTo(0.5, 12);
    expect(vote.of(2)).toBeCloseTo(0.25, 12);
  });

  test('counts for more, the more alike the best entry is', () => {
    const shares = [0, 0.3, 0.6, 0.9].map((best) => ballot.count(Float32Array.of(best, -1, -1, -1)).share);
    for (let i = 1; i < shares.length; i++) expect(shares[i]).toBeGreaterThan(shares[i - 1]);
    expect(shares[0]).toBeLessThan(0.06);
  });
});

/** A vote that gives one token `probability`. */
const voteFor = (token: number, probability: number, share: number): Vote => ({
  share,
  tokens: Int32Array.of(token),
  probabilities: Float64Array.of(probability),
  of: (asked) => (asked === token ? probability : 0),
});

describe('trust', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const likely = fc.double({ min: 1e-9, max: 1, noNaN: true });

  test('whatever comes, the cache costs at most 0.4% of perplexity in a window of 512 tokens', () => {
    const events = fc.array(fc.record({ model: likely, cache: unit, share: unit }), { maxLength: 512 });
    fc.assert(
      fc.property(events, (texts) => {
        const trust = new Trust();
        let lost = 0;
        for (const { model: probability, cache, share } of texts) {
          const vote = voteFor(1, cache, share);
          lost += Math.log(probability) - Math.log(mix(probability, cache, trust.share(vote)));
          trust.learn(vote, 1, probability);
        }
        // ln 2 for the first trust, and what is shared out again after each token.
        expect(lost).toBeLessThanOrEqual(Math.LN2 - texts.length * Math.log(1 - 0.005 / 2) + 1e-9);
        expect(lost).toBeLessThan(512 * Math.log(1.004));
      }),
    );
  });

  test('grows where the cache is right, falls where it is wrong, and can come back', () => {
    const trust = new Trust();
    const vote = voteFor(1, 0.9, 0.5);
    const share = () => trust.share(vote);
    const first = share();
    for (let i = 0; i < 5; i++) trust.learn(vote, 1, 0.1);
    expect(share()).toBeGreaterThan(1.9 * first);
    for (let i = 0; i < 40; i++) trust.learn(vote, 2, 0.1);
    expect(share()).toBeLessThan(0.02);
    for (let i = 0; i < 10; i++) trust.learn(vote, 1, 0.1);
    expect(share()).toBeGreaterThan(1.9 * first);
  });
});

test('mixed logits are those of the mixture, and others stay what they were', () => {
  const logit = fc.float({ min: -30, max: 30, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(logit, { minLength: 6, maxLength: 6 }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (values, share) => {
        const logits = Float32Array.from(values);
        const model = softmax(logits, 1);
        const vote: Vote = {
          share: 1,
          tokens: Int32Array.of(4, 1),
          probabilities: Float64Array.of(0.75, 0.25),
          of: () => 0,
        };
        const mixed = logits.slice();
        mixLogits(mixed, vote, share);
        const got = softmax(mixed, 1);
        const voted = [0, 0.25, 0, 0, 0.75, 0];
        for (let i = 0; i < 6; i++) expect(got[i]).toBeCloseTo(mix(model[i], voted[i], share), 5);
        for (const i of [0, 2, 3, 5]) expect(mixed[i]).toBe(logits[i]);
      },
    ),
  );
});
