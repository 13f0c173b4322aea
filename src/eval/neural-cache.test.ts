import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largestError, OPENING, TINY_CONFIG, tinyWeights } from '../model/model.fixtures';
import { MOST_ENTRIES } from './cache-effect';
import { steadyGate } from './gate.fixtures';
import { NeuralCache } from './neural-cache';
import { perplexity } from './perplexity';
import { EvalSession, KeyValueCache, type OpenModel } from './session';
import { Counter, type VoteKind, type Votes } from './vote';

const { context, vocab, width } = TINY_CONFIG;
const text = (length: number, salt = 7) =>
  Int32Array.from({ length }, (_, i) => (i * i * salt + 3 * i) % vocab);

/** Of five parts, the votes have one each and the model has three. */
const gate = steadyGate(Math.log(1 / 3), Math.log(1 / 3));

let model: OpenModel;
beforeAll(async () => {
  const session = await EvalSession.open(tinyWeights(), TINY_CONFIG);
  model = { session, gains: session.gains };
}, OPENING);
afterAll(() => model.session.release());

/** The states before each token of `ids` but the first, [ids - 1, width], computed window by window. */
async function statesOf(ids: Int32Array): Promise<Float32Array> {
  const rows: number[] = [];
  for (let at = 0; at + 1 < ids.length; at += context) {
    const window = ids.subarray(at, at + context + 1);
    const read = await model.session.nllAndStates(
      window.subarray(0, -1),
      window.subarray(1),
      new KeyValueCache(TINY_CONFIG),
      model.gains,
    );
    rows.push(...read.states);
  }
  return Float32Array.from(rows);
}

const row = (states: Float32Array, i: number) => states.subarray(i * width, (i + 1) * width);
const rows = (states: Float32Array) =>
  Array.from({ length: states.length / width }, (_, i) => row(states, i));

function cosine(a: Float32Array, b: Float32Array, centre: readonly number[]): number {
  const [u, v] = [a, b].map((values) => Array.from(values, (value, c) => value - centre[c]));
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, c) => sum + value * y[c], 0);
  return dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v));
}

const allOf = (votes: Votes, kind: VoteKind) => {
  const probabilities = new Float64Array(vocab);
  votes[kind].addTo(probabilities, 1);
  return probabilities;
};

function expectAlike(votes: Votes, wanted: Votes): void {
  expect(votes.longest).toBe(wanted.longest);
  for (const [i, best] of wanted.best.entries()) expect(votes.best[i]).toBeCloseTo(best, 4);
  for (const kind of ['alike', 'phrase'] as const) {
    const all = allOf(votes, kind);
    for (const [token, probability] of allOf(wanted, kind).entries())
      expect(Math.abs(all[token] - probability)).toBeLessThan(1e-4);
  }
}

describe('the cache', () => {
  test.each([9, context + 1, 3 * context + 5])('votes as the formulas say, after %i tokens', async (n) => {
    const [ids, read] = [text(n), text(20, 11)];
    const [entries, states] = [await statesOf(ids), await statesOf(read)];
    const centre = Array.from({ length: width }, (_, c) =>
      rows(entries).reduce((sum, entry) => sum + entry[c] / (n - 1), 0),
    );
    const cosines = (all: Float32Array, state: Float32Array) =>
      Float32Array.from(rows(all), (entry) => cosine(entry, state, centre));

    const cache = await NeuralCache.of(model, ids, gate);
    const recollection = cache.begin();
    // In two pieces, and the last state before its token is known.
    const cut = 8 * width;
    const votes = [
      ...(await recollection.read(states.subarray(0, cut), read.subarray(1, 9))),
      ...(await recollection.read(states.subarray(cut, -width), read.subarray(9, -1))),
      ...(await recollection.ask(states.subarray(-width))),
    ];
    expect(votes).toHaveLength(19);
    const counter = new Counter(vocab);
    for (const [i, { thisText, all }] of votes.entries()) {
      const state = row(states, i);
      const own = { cosines: cosines(states.subarray(0, i * width), state), next: read.subarray(1) };
      const other = { cosines: cosines(entries, state), next: ids.subarray(1) };
      const before = read.slice(1, i + 1).reverse();
      const [ofText, ofBoth] = counter.count([own, other], before);
      expectAlike(thisText, ofText);
      expectAlike(all, ofBoth);
    }
    await cache.release();
  });

  test('where a text goes on without being kept, the same words count all the same', async () => {
    const [ids, read] = [text(40), text(20, 11)];
    const states = await statesOf(read);
    const cache = await NeuralCache.of(model, ids, gate);
    const [kept, asked] = [cache.begin(), cache.begin()];
    await kept.read(states.subarray(0, -width), read.subarray(1, -1));
    const [whole] = await kept.ask(states.subarray(-width));
    await asked.read(states.subarray(0, 10 * width), read.subarray(1, 11));
    const [part] = await asked.ask(states.subarray(-width), () => Array.from(read.subarray(11, -1)));
    // Of the student's own text they know as much.
    const counts = [whole, part].map(({ all }) => all.best[1]);
    expect(counts[1]).toBe(counts[0]);
    expect(part.all.longest).toBeLessThanOrEqual(whole.all.longest);
    const none = await asked.ask(states.subarray(-width));
    expect(none[0].all.alike.of(5)).toBe(part.all.alike.of(5));
    await cache.release();
  });

  test('of a long text only the end is kept', async () => {
    const ids = text(MOST_ENTRIES + 40)
      .fill(1, 0, 35)
      .fill(2, 35);
    const cache = await NeuralCache.of(model, ids, gate);
    const [{ all }] = await cache.begin().ask(new Float32Array(width).fill(1));
    expect([all.alike.of(2), all.alike.of(1)]).toEqual([1, 0]);
    await cache.release();
  });

  test('of a long reading the newer half is kept, and the newest', async () => {
    const cache = await NeuralCache.of(model, text(9), gate);
    const recollection = cache.begin(10);
    const state = (i: number) => new Float32Array(width).fill(0).fill(1, i % width, (i % width) + 1);
    for (let i = 0; i < 11; i++) await recollection.read(state(i), Int32Array.of(i));
    const [{ thisText }] = await recollection.ask(state(0));
    const known = [...allOf(thisText, 'alike').entries()].filter(([, p]) => p > 0).map(([token]) => token);
    expect(known).toEqual([5, 6, 7, 8, 9, 10]);
    await cache.release();
  });

  test('a text that is in the cache is predicted better; with less in the cache it is as without', async () => {
    const ids = text(2 * context + 9);
    const cache = await NeuralCache.of(model, ids, gate);
    const other = await NeuralCache.of(model, text(30, 5), gate);
    const plain = await perplexity(model, ids);
    const remembered = await perplexity(model, ids, undefined, undefined, cache);
    const elsewhere = await perplexity(model, ids, undefined, undefined, other);
    expect(remembered.perplexity).toBeLessThan(0.7 * plain.perplexity);
    expect(remembered.perplexity).toBeLessThan(0.7 * elsewhere.perplexity);
    expect(largestError(remembered.withLess!.alone, plain.tokenNll)).toBeLessThan(1e-5);
    expect(plain.withLess).toBeUndefined();
    const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(remembered.withLess!.ownText)).toBeGreaterThan(remembered.sum);
    await Promise.all([cache.release(), other.release()]);
  });

  test('a text of one token cannot be remembered, and is told so', async () => {
    await expect(NeuralCache.of(model, [3], gate)).rejects.toThrow('evaluation/too-short-for-cache');
  });

  test('it can be called off', async () => {
    const controller = new AbortController();
    controller.abort();
    const reading = NeuralCache.of(model, text(99), gate, controller.signal);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
