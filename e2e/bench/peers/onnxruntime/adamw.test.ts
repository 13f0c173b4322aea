import { expect, test } from 'vitest';
import { noise } from '../../../../src/train/engine.fixtures';
import { type AdamWState, update } from '../../../../src/train/twin/adamw';
import { adamw, untrained } from './adamw';

test.each([0, 0.1])('is the float64 twin, with a weight decay of %d', (weightDecay) => {
  const settings = { beta1: 0.9, beta2: 0.99, eps: 1e-8, weightDecay };
  const state = untrained(noise(1, 101));
  const { length } = state.values;
  let twin: AdamWState = {
    p: Float64Array.from(state.values),
    m: new Float64Array(length),
    v: new Float64Array(length),
  };
  for (let count = 1; count <= 8; count++) {
    const gradient = noise(10 + count, length);
    adamw(state, gradient, 0.05, count, settings);
    twin = update(twin, gradient, 0.05, count, settings);
  }
  // Moments and values are rounded to float32 once a step.
  twin.p.forEach((expected, i) => {
    expect(Math.abs(state.values[i] - expected)).toBeLessThan(1e-6);
  });
});
