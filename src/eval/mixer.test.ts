import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Gate } from './gate';
import { drawnGate, steadyGate } from './gate.fixtures';
import { logSumExp, Mixer, mixLogits } from './mixer';
import { softmax } from './sampling';
import { Counter } from './vote';

const VOCAB = 6;
const counter = new Counter(VOCAB);
const cosine = fc.float({ min: -1, max: 1, noNaN: true });
const logit = fc.float({ min: -30, max: 30, noNaN: true });

/** One token of a text: what the model says, what is remembered and how alike it is, and what came. */
const place = fc.record({
  logits: fc.array(logit, { minLength: VOCAB, maxLength: VOCAB }),
  cosines: fc.array(cosine, { maxLength: 8 }),
  next: fc.array(fc.nat(VOCAB - 1), { minLength: 8, maxLength: 8 }),
  context: fc.array(fc.nat(VOCAB - 1), { maxLength: 4 }),
  came: fc.nat(VOCAB - 1),
});
type Place = typeof place extends fc.Arbitrary<infer P> ? P : never;

function read(mixer: Mixer, { logits, cosines, next, context, came }: Place) {
  const values = Float32Array.from(logits);
  const lists = [{ cosines: Float32Array.from(cosines), next: Int32Array.from(next) }];
  const [votes] = counter.count(lists, Int32Array.from(context));
  const logSum = logSumExp(values);
  const model = (token: number) => Math.exp(values[token] - logSum);
  const own = values.slice();
  mixer.mix(own, votes, logSum);
  const written = softmax(own, 1)[came];
  return { measured: mixer.probability(votes, came, model), written, alone: model(came) };
}

describe.each([
  ['that always shouts', () => steadyGate(40, 30)],
  ['that was drawn', () => drawnGate(5, 3)],
] as const)('with a gate %s', (_, make: () => Gate) => {
  test('a text costs no more than ln 2 nats and 0.0025 a token, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 300 }), (text) => {
        const mixer = new Mixer(make());
        let lost = 0;
        for (const one of text) {
          const { measured, alone } = read(mixer, one);
          lost += Math.log(alone) - Math.log(measured);
        }
        expect(lost).toBeLessThanOrEqual(Math.LN2 - text.length * Math.log(1 - 0.0025) + 1e-6);
      }),
      { numRuns: 40 },
    );
  });

  test('a text made to mislead it costs no more either', () => {
    // The cache is right until it is believed, and then always wrong, again and again.
    const mixer = new Mixer(make());
    const wrong = {
      logits: [0, 0, 0, 0, 9, 0],
      cosines: [0.99],
      next: [1, 0, 0, 0, 0, 0, 0, 0],
      context: [],
    };
    let [lost, tokens] = [0, 0];
    for (let round = 0; round < 60; round++)
      for (let i = 0; i < 30; i++, tokens++) {
        const { measured, alone } = read(mixer, { ...wrong, came: i < 5 ? 1 : 4 });
        lost += Math.log(alone) - Math.log(measured);
      }
    expect(lost).toBeLessThanOrEqual(Math.LN2 - tokens * Math.log(1 - 0.0025) + 1e-6);
  });

  test('a text is written with the probabilities that it is measured with', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (text) => {
        const mixer = new Mixer(make());
        for (const one of text) {
          const { measured, written } = read(mixer, one);
          expect(Math.abs(measured - written)).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('a copy goes on by itself', () => {
  const mixer = new Mixer(drawnGate(2));
  const one = {
    logits: [0, 1, 2, 3, 4, 5],
    cosines: [0.9],
    next: [1, 0, 0, 0, 0, 0, 0, 0],
    context: [],
    came: 1,
  };
  const before = read(mixer.copy(), one).measured;
  const copy = mixer.copy();
  for (let i = 0; i < 9; i++) read(copy, one);
  expect(read(mixer.copy(), one).measured).toBe(before);
  expect(read(copy, one).measured).not.toBe(before);
});

test('mixed logits are those of the mixture, and others stay what they were', () => {
  const share = fc.double({ min: 0, max: 0.99, noNaN: true });
  const cache = Float64Array.of(0, 0.25, 0, 0, 0.75, 0);
  fc.assert(
    fc.property(fc.array(logit, { minLength: 6, maxLength: 6 }), share, (values, share) => {
      const logits = Float32Array.from(values);
      const model = softmax(logits, 1);
      const mixed = logits.slice();
      mixLogits(mixed, cache, share, logSumExp(logits));
      for (const [i, probability] of softmax(mixed, 1).entries())
        expect(probability).toBeCloseTo((1 - share) * model[i] + share * cache[i], 5);
      for (const i of [0, 2, 3, 5]) expect(mixed[i]).toBe(logits[i]);
    }),
  );
});
