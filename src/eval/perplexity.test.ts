import { afterAll, beforeAll, expect, test } from 'vitest';
import { largestError, OPENING, TINY_CONFIG, tinyWeights } from '../model/model.fixtures';
import { perplexity } from './perplexity';
import { EvalSession, KeyValueCache } from './session';

const { context, vocab } = TINY_CONFIG;
const text = (length: number) => Int32Array.from({ length }, (_, i) => (i * i * 7 + 3 * i) % vocab);

let session: EvalSession;
beforeAll(async () => {
  session = await EvalSession.open(tinyWeights(), TINY_CONFIG);
}, OPENING);
afterAll(() => session.release());

test('windows start afresh and every token but the first is predicted once', async () => {
  for (const length of [2, context, context + 1, context + 2, 3 * context + 7]) {
    const ids = text(length);
    const result = await perplexity({ session, gains: session.gains }, ids);
    const expected: number[] = [];
    for (let s = 0; s < length - 1; s += context) {
      const window = ids.subarray(s, s + context + 1);
      const cache = new KeyValueCache(TINY_CONFIG);
      expected.push(...(await session.nll(window.subarray(0, -1), window.subarray(1), cache, session.gains)));
    }
    expect(result.count).toBe(length - 1);
    expect(largestError(result.tokenNll, expected)).toBeLessThan(1e-6);
    const sum = expected.reduce((total, nll) => total + nll, 0);
    expect(result.sum).toBeCloseTo(sum, 4);
    expect(result.perplexity).toBeCloseTo(Math.exp(sum / expected.length), 3);
  }
});

test('progress ends at the total', async () => {
  const heard: number[] = [];
  await perplexity({ session, gains: session.gains }, text(2 * context + 5), (done, total) => {
    expect(total).toBe(2 * context + 4);
    heard.push(done);
  });
  expect(heard).toEqual([context, 2 * context, 2 * context + 4]);
});

test('it can be called off', async () => {
  const controller = new AbortController();
  let last = 0;
  const running = perplexity(
    { session, gains: session.gains },
    text(9 * context),
    (done) => {
      last = done;
      if (done === 2 * context) controller.abort();
    },
    controller.signal,
  );
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(last).toBe(2 * context);
});

test('a text of one token is refused', async () => {
  await expect(perplexity({ session, gains: session.gains }, [5])).rejects.toThrow('evaluation/too-short');
});
