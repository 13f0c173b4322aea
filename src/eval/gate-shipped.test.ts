import { expect, test } from 'vitest';
import { Advantages, featuresOf } from './gate';
import { shippedGate } from './gate-shipped';
import { Counter } from './vote';

const ENTRIES = 1000;
const counter = new Counter(ENTRIES + 10);

/**
 * What the gate gives the cache where twenty places are alike, `agreeing` of which were followed by the same token, after a
 * text so far in whose tokens the votes saw a probability of `vote` and the model of 0.1.
 */
async function share(agreeing: number, vote: number): Promise<number> {
  const next = Int32Array.from({ length: ENTRIES }, (_, i) => (i < agreeing ? 5 : 10 + i));
  const cosines = Float32Array.from({ length: ENTRIES }, (_, i) => (i < 20 ? 0.7 - 0.01 * i : 0.1));
  const [, votes] = counter.count(
    [
      { cosines: new Float32Array(0), next },
      { cosines, next },
    ],
    new Int32Array(0),
  );
  const advantages = new Advantages();
  for (let i = 0; i < 200; i++) advantages.learn(0.1, vote, vote);
  const [alike, phrase] = (await shippedGate()).shares(featuresOf(votes, advantages, () => 0.05));
  return alike + phrase;
}

test('the gate of the app opens, and lets the cache speak where it is right to', async () => {
  // Where all places say the same.
  expect(await share(20, 0.1)).toBeGreaterThan(5 * (await share(0, 0.1)));
  // Where the votes have done well in this text so far.
  expect(await share(20, 0.1)).toBeGreaterThan(2 * (await share(20, 0.01)));
  expect(await share(0, 0.2)).toBeGreaterThan(2 * (await share(0, 0.01)));
  // Where they have not, and disagree, it is all but silent.
  expect(await share(0, 0.01)).toBeLessThan(0.02);
});
