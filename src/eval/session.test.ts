import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG, IGNORE } from '../model/config';
import {
  largestError,
  OPENING,
  readBytes,
  readReference,
  TINY_CONFIG,
  tinyWeights,
} from '../model/model.fixtures';
import { gainNames } from '../model/parameters';
import { openWeights } from '../model/weights';
import { EvalSession, KeyValueCache, PIECE } from './session';

/** Float32 against float64 references. */
const TOLERANCE = 1e-4;

const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

describe('the small reference model', () => {
  const reference = readReference('tiny-10');
  const { vocab, width } = TINY_CONFIG;
  let session: EvalSession;
  beforeAll(async () => {
    session = await EvalSession.open(tinyWeights(), TINY_CONFIG);
  }, OPENING);
  afterAll(() => session.release());

  /** The reference's logits of row `r` after token `t`. */
  const expected = (r: number, t: number) => {
    const from = (r * reference.ids[r].length + t) * vocab;
    return reference.floats('logits').subarray(from, from + vocab);
  };

  test('logits of every prefix, read whole', async () => {
    for (const [r, ids] of reference.ids.entries())
      for (let t = 0; t < ids.length; t++) {
        const cache = new KeyValueCache(TINY_CONFIG);
        const logits = await session.logits(ids.subarray(0, t + 1), cache, session.gains);
        expect(largestError(logits, expected(r, t))).toBeLessThan(TOLERANCE);
      }
  });

  test('logits, fed token by token through the cache', async () => {
    for (const [r, ids] of reference.ids.entries()) {
      const cache = new KeyValueCache(TINY_CONFIG);
      for (let t = 0; t < ids.length; t++) {
        const logits = await session.logits(ids.subarray(t, t + 1), cache, session.gains);
        expect(largestError(logits, expected(r, t))).toBeLessThan(TOLERANCE);
      }
    }
  });

  test('the loss, over the positions that are predicted', async () => {
    let total = 0;
    let count = 0;
    for (const [r, ids] of reference.ids.entries()) {
      const ignored = reference.targets[r].indexOf(IGNORE);
      const length = ignored < 0 ? ids.length : ignored;
      const targets = reference.targets[r].subarray(0, length);
      const cache = new KeyValueCache(TINY_CONFIG);
      total += sum(await session.nll(ids.subarray(0, length), targets, cache, session.gains));
      count += length;
    }
    expect(largestError([total / count], reference.floats('loss'))).toBeLessThan(TOLERANCE);
  });

  test('pieces of any size give the same as the whole', async () => {
    const [ids] = reference.ids;
    const [targets] = reference.targets;
    const whole = await session.nll(ids, targets, new KeyValueCache(TINY_CONFIG), session.gains);
    for (const size of [1, 3, 7, 19]) {
      const cache = new KeyValueCache(TINY_CONFIG);
      const pieces: number[] = [];
      for (let at = 0; at < ids.length; at += size) {
        const end = at + size;
        pieces.push(
          ...(await session.nll(ids.subarray(at, end), targets.subarray(at, end), cache, session.gains)),
        );
      }
      expect(largestError(pieces, whole)).toBeLessThan(TOLERANCE);
    }
  });

  test('gains are an input: with none at the end, every token is equally likely', async () => {
    const gains = session.gains.slice().fill(0, (gainNames(TINY_CONFIG).length - 1) * width);
    const cache = new KeyValueCache(TINY_CONFIG);
    const nll = await session.nll(reference.ids[0], reference.targets[0], cache, gains);
    for (const value of nll) expect(value).toBeCloseTo(Math.log(vocab), 5);
  });

  test('branches give what each would give as a text, and the one that is taken becomes the text', async () => {
    const [ids] = reference.ids;
    const text = ids.subarray(0, 4);
    const expected = (branch: readonly number[]) =>
      session.logits(Int32Array.from([...text, ...branch]), new KeyValueCache(TINY_CONFIG), session.gains);
    const cache = new KeyValueCache(TINY_CONFIG, 8);
    await session.logits(text, cache, session.gains);
    const branch = async (next: number[], before: number[][]) => {
      const { logits } = await session.branch(Int32Array.from(next), before, cache, session.gains);
      return next.map((_, i) => logits.subarray(i * vocab, (i + 1) * vocab));
    };
    const first = await branch([7, 8, 9], [[], [], []]);
    const second = await branch([10, 11, 12], [[5], [5], [6]]);
    const both = [...first, ...second];
    for (const [i, path] of [[7], [8], [9], [8, 10], [8, 11], [9, 12]].entries())
      expect(largestError(both[i], await expected(path))).toBeLessThan(TOLERANCE);
    cache.keep([5, 7, 8], 1);
    expect([cache.length, cache.branches, cache.branchRoom]).toEqual([5, 2, 6]);
    const [third] = await branch([13], [[6]]);
    expect(largestError(third, await expected([8, 11, 13]))).toBeLessThan(TOLERANCE);
    // Reading on forgets the branches.
    const on = await session.logits(Int32Array.of(14), cache, session.gains);
    expect(largestError(on, await expected([8, 14]))).toBeLessThan(TOLERANCE);
    await expect(branch(Array(9).fill(1), Array(9).fill([]))).rejects.toThrow(RangeError);
  });

  test('runs started side by side do not disturb each other', async () => {
    const both = await Promise.all(
      reference.ids.map((ids) => session.logits(ids, new KeyValueCache(TINY_CONFIG), session.gains)),
    );
    for (const [r, logits] of both.entries())
      expect(largestError(logits, expected(r, reference.ids[r].length - 1))).toBeLessThan(TOLERANCE);
  });

  test('more tokens than the context has room for are refused', async () => {
    const cache = new KeyValueCache(TINY_CONFIG);
    const ids = new Int32Array(TINY_CONFIG.context + 1);
    await expect(session.nll(ids, ids, cache, session.gains)).rejects.toThrow(RangeError);
  });
});

describe('the base', () => {
  const reference = readReference('base-10');
  let session: EvalSession;
  beforeAll(async () => {
    const file = readBytes('models/fractalmoe-30m/model.safetensors');
    session = await EvalSession.open(openWeights(file, BASE_CONFIG), BASE_CONFIG);
  }, OPENING);
  afterAll(() => session.release());

  const loss = async (gains: Float32Array) => {
    let total = 0;
    let count = 0;
    for (const [r, ids] of reference.ids.entries()) {
      const nll = await session.nll(ids, reference.targets[r], new KeyValueCache(BASE_CONFIG), gains);
      total += sum(nll);
      count += nll.length;
    }
    return total / count;
  };

  test('loss and last logits', async () => {
    expect(largestError([await loss(session.gains)], reference.floats('loss'))).toBeLessThan(TOLERANCE);
    const last = reference.floats('logits.last');
    for (const [r, ids] of reference.ids.entries()) {
      const logits = await session.logits(ids, new KeyValueCache(BASE_CONFIG), session.gains);
      const expected = last.subarray(r * BASE_CONFIG.vocab, (r + 1) * BASE_CONFIG.vocab);
      expect(largestError(logits, expected)).toBeLessThan(TOLERANCE);
    }
  });

  test('gains after ten steps of training predict the text they were trained on better', async () => {
    const gains = new Float32Array(session.gains.length);
    gainNames(BASE_CONFIG).forEach((name, i) => {
      gains.set(reference.floats(`norm.after.${name}`), i * BASE_CONFIG.width);
    });
    const losses = reference.floats('norm.losses');
    const after = await loss(gains);
    // The losses are those before each of the ten steps; the gains are those after the last.
    expect(after).toBeLessThan(losses[losses.length - 1]);
    expect(after).toBeGreaterThan(0);
  });

  test('a prompt longer than a piece is read in pieces', async () => {
    const ids = Int32Array.from({ length: PIECE + 40 }, (_, i) => reference.ids[i % 4][i % 128]);
    const pieces = await session.logits(ids, new KeyValueCache(BASE_CONFIG), session.gains);
    const cache = new KeyValueCache(BASE_CONFIG);
    await session.nll(ids.subarray(0, -1), ids.subarray(1), cache, session.gains);
    const whole = await session.logits(ids.subarray(-1), cache, session.gains);
    expect(largestError(pieces, whole)).toBeLessThan(TOLERANCE);
  });
});
