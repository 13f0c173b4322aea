import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Trust } from './trust';

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
    const advice = (right: boolean) => ({ share: 0.5, of: () => (right ? 0.9 : 0) });
    const share = () => trust.share(advice(true));
    const first = share();
    for (let i = 0; i < 5; i++) trust.probability(advice(true), 1, 0.1);
    expect(share()).toBeGreaterThan(1.9 * first);
    for (let i = 0; i < 40; i++) trust.probability(advice(false), 1, 0.1);
    expect(share()).toBeLessThan(0.02);
    for (let i = 0; i < 10; i++) trust.probability(advice(true), 1, 0.1);
    expect(share()).toBeGreaterThan(1.9 * first);
  });

  test('a copy goes on by itself', () => {
    const trust = new Trust();
    const advice = { share: 0.5, of: () => 0.9 };
    const copy = trust.copy();
    copy.probability(advice, 1, 0.1);
    expect(trust.share(advice)).toBe(new Trust().share(advice));
    expect(copy.share(advice)).toBeGreaterThan(trust.share(advice));
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
