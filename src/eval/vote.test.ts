import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { softmax } from './sampling';
import { mixLogits, Tally, Trust, Vote } from './vote';

const next = Int32Array.of(5, 9, 5, 2);
const voteOf = (...cosines: number[]) => new Vote([new Tally(Float32Array.from(cosines), next)]);

describe('a vote', () => {
  test('is a distribution over the tokens that followed', () => {
    const vote = voteOf(0.1, 0.2, -0.3, 0.1);
    const all = vote.all(12);
    expect(all.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    for (const [token, probability] of all.entries()) expect(vote.of(token)).toBeCloseTo(probability, 12);
    expect(vote.of(9)).toBeGreaterThan(vote.of(2));
    expect(vote.of(4)).toBe(0);
  });

  test('entries with the same token add up', () => {
    expect(voteOf(0.2, 0.2, 0.2, 0.2).of(5)).toBeCloseTo(0.5, 12);
  });

  test('counts for more, the more alike the best entry is', () => {
    const shares = [0, 0.3, 0.6, 0.9].map((best) => voteOf(best, -1, -1, -1).share);
    for (let i = 1; i < shares.length; i++) expect(shares[i]).toBeGreaterThan(shares[i - 1]);
    expect(shares[0]).toBeLessThan(0.06);
    expect(voteOf(-0.9, -0.8, -0.9, -0.9).share).toBe(shares[0]);
  });

  test('of entries in two places is that of all in one', () => {
    const cosine = fc.float({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(cosine, { minLength: 4, maxLength: 4 }), fc.nat(4), (cosines, cut) => {
        const values = Float32Array.from(cosines);
        const parts = [
          new Tally(values.subarray(0, cut), next.subarray(0, cut)),
          new Tally(values.subarray(cut), next.subarray(cut)),
        ];
        const [divided, whole] = [new Vote(parts), voteOf(...cosines)];
        expect(divided.share).toBeCloseTo(whole.share, 12);
        for (const token of next) expect(divided.of(token)).toBeCloseTo(whole.of(token), 12);
      }),
    );
  });

  test('of nobody has no share', () => {
    const nobody = new Vote([new Tally(new Float32Array(0), next)]);
    expect([nobody.share, nobody.of(5), nobody.all(8).every((p) => p === 0)]).toEqual([0, 0, true]);
  });
});

describe('trust', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const likely = fc.double({ min: 1e-9, max: 1, noNaN: true });

  test('whatever comes, the cache costs a text no more than promised', () => {
    const events = fc.array(fc.record({ model: likely, cache: unit, share: unit }), { maxLength: 600 });
    fc.assert(
      fc.property(events, (text) => {
        const trust = new Trust();
        let lost = 0;
        for (const { model, cache, share } of text)
          lost += Math.log(model) - Math.log(trust.probability({ share, of: () => cache }, 1, model));
        expect(lost).toBeLessThanOrEqual(Math.LN2 - text.length * Math.log(1 - 0.0025) + 1e-9);
      }),
    );
  });

  test('grows where the cache is right, falls where it is wrong, and can come back', () => {
    const trust = new Trust();
    const vote = (right: boolean) => ({ share: 0.5, of: () => (right ? 0.9 : 0) });
    const share = () => trust.share(vote(true));
    const first = share();
    for (let i = 0; i < 5; i++) trust.probability(vote(true), 1, 0.1);
    expect(share()).toBeGreaterThan(1.9 * first);
    for (let i = 0; i < 40; i++) trust.probability(vote(false), 1, 0.1);
    expect(share()).toBeLessThan(0.02);
    for (let i = 0; i < 10; i++) trust.probability(vote(true), 1, 0.1);
    expect(share()).toBeGreaterThan(1.9 * first);
  });

  test('the probabilities of all tokens add up to 1', () => {
    const [model, cache] = [
      [0.5, 0.2, 0.3],
      [0.1, 0.9, 0],
    ];
    let sum = 0;
    for (const token of [0, 1, 2]) {
      const trust = new Trust();
      trust.probability({ share: 0.4, of: () => 0.7 }, 9, 0.2);
      sum += trust.probability({ share: 0.4, of: (asked) => cache[asked] }, token, model[token]);
    }
    expect(sum).toBeCloseTo(1, 12);
  });
});

test('mixed logits are those of the mixture, and others stay what they were', () => {
  const logit = fc.float({ min: -30, max: 30, noNaN: true });
  const share = fc.double({ min: 0, max: 0.99, noNaN: true });
  const voted = Float64Array.of(0, 0.25, 0, 0, 0.75, 0);
  fc.assert(
    fc.property(fc.array(logit, { minLength: 6, maxLength: 6 }), share, (values, share) => {
      const logits = Float32Array.from(values);
      const model = softmax(logits, 1);
      const mixed = logits.slice();
      mixLogits(mixed, { all: () => voted }, share);
      for (const [i, probability] of softmax(mixed, 1).entries())
        expect(probability).toBeCloseTo((1 - share) * model[i] + share * voted[i], 5);
      for (const i of [0, 2, 3, 5]) expect(mixed[i]).toBe(logits[i]);
    }),
  );
});
