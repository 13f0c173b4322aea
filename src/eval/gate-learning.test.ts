import { expect, test } from 'vitest';
import { uniformNumbers } from '../text/counting/draw';
import { FEATURES } from './gate';
import { drawnGate } from './gate.fixtures';
import { addGradient, gateOf, learnGate, type Samples } from './gate-learning';

/** Texts in which the vote `alike` is right where the first feature is above 0, `phrase` where the second is, else the model. */
function learnable(n: number, seed: number): Samples {
  const draw = uniformNumbers(seed);
  const features = Float32Array.from({ length: n * FEATURES }, () => 4 * draw() - 2);
  const chances = new Float32Array(3 * n);
  for (let row = 0; row < n; row++) {
    const [a, b] = features.subarray(row * FEATURES);
    const right = a > 0 ? 1 : b > 0 ? 2 : 0;
    for (let who = 0; who < 3; who++) chances[3 * row + who] = who === right ? 0.9 : 0.02;
  }
  return { features, chances };
}

/** The mean loss in nats. */
function lossOf({ features, chances }: Samples, gate = drawnGate(1)): number {
  let sum = 0;
  const n = chances.length / 3;
  for (let row = 0; row < n; row++) {
    const [a, b] = gate.shares(Float64Array.from(features.subarray(row * FEATURES, (row + 1) * FEATURES)));
    const [model, alike, phrase] = chances.subarray(3 * row);
    sum -= Math.log((1 - a - b) * model + a * alike + b * phrase);
  }
  return sum / n;
}

test('the gradient is that of the loss, by finite differences', () => {
  const { inner, outer } = drawnGate(3, 0.5);
  const numbers = Float64Array.from([...inner, ...outer]);
  const features = Float64Array.from(learnable(1, 4).features);
  const chances = [0.03, 0.4, 0.1];
  const gradient = new Float64Array(numbers.length);
  addGradient(gateOf(numbers), features, chances, 0, 1, gradient);
  const lossAt = (i: number, by: number) => {
    const moved = numbers.slice();
    moved[i] += by;
    return addGradient(gateOf(moved), features, chances, 0, 1, new Float64Array(numbers.length));
  };
  const step = 1e-5;
  for (let i = 0; i < numbers.length; i++) {
    const slope = (lossAt(i, step) - lossAt(i, -step)) / (2 * step);
    expect(Math.abs(gradient[i] - slope)).toBeLessThan(1e-8);
  }
});

test('what can be learned is learned, and does well on what was not seen', () => {
  const recipe = { passes: 12, batch: 64, rate: 2e-2, seed: 2 };
  const gate = learnGate([{ samples: learnable(2000, 5), weight: 1 }], recipe);
  const unseen = learnable(1000, 6);
  // Who always knew whom to believe would lose -ln 0.9 = 0.11 nats.
  expect(lossOf(unseen, gate)).toBeLessThan(0.3);
  const nobody = learnGate([{ samples: learnable(10, 5), weight: 1 }], { ...recipe, passes: 0 });
  expect(lossOf(unseen, nobody)).toBeGreaterThan(0.8);
});

test('the same texts and the same seed make the same gate', () => {
  const recipe = { passes: 2, batch: 64, rate: 1e-2, seed: 9 };
  const learn = () => learnGate([{ samples: learnable(300, 5), weight: 1 }], recipe);
  expect(learn()).toEqual(learn());
  const other = learnGate([{ samples: learnable(300, 5), weight: 1 }], { ...recipe, seed: 8 });
  expect(other).not.toEqual(learn());
});

test('what has no weight teaches nothing', () => {
  const recipe = { passes: 3, batch: 1000, rate: 1e-2, seed: 9 };
  const [taught, ignored] = [learnable(300, 5), learnable(300, 7)];
  // Only the means of the features are those of both.
  const misleading = { ...ignored, chances: ignored.chances.map((_, i) => (i % 3 === 0 ? 0.9 : 0.02)) };
  const gate = (samples: Samples) =>
    learnGate(
      [
        { samples: taught, weight: 1 },
        { samples, weight: 0 },
      ],
      recipe,
    );
  expect(gate(misleading)).toEqual(gate(ignored));
});
