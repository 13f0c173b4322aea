/** What comes after the gradients: whether they are finite, and AdamW. */
import { expect, test } from 'vitest';
import { noise } from '../../engine.fixtures';
import { type AdamWState, update } from '../../twin/adamw';
import { expectClose, type KernelTest, withKernels } from '../kernels.fixtures';
import type { Operation } from '../program';

/** Measured: at most 2.5e-7. */
const TOLERANCE = 1e-6;
/** More than one task of `checkFinite`, and no whole vector at the end. */
const MANY = 65_541;

const SETTINGS = { beta1: 0.9, beta2: 0.999, eps: 1e-8 };

/** Values and their moments in memory. */
function place(on: KernelTest, start: Float32Array, momentum: Float32Array, variance: Float32Array) {
  return { values: on.kept(start), momentum: on.kept(momentum), variance: on.kept(variance) };
}

function adamw(
  on: KernelTest,
  at: ReturnType<typeof place>,
  gradient: Float32Array,
  [lr, step, decay]: [lr: number, step: number, decay: number],
  flag: number,
): Operation {
  const { beta1, beta2, eps } = SETTINGS;
  const rates = [1 - lr * decay, lr / (1 - beta1 ** step), 1 / Math.sqrt(1 - beta2 ** step)];
  return [
    'adamw',
    ...[at.values, on.given(gradient), at.momentum, at.variance, gradient.length],
    ...[on.given(Float32Array.from(rates)), on.given(Int32Array.of(flag))],
    ...[beta1, beta2, 1 - beta1, 1 - beta2, eps],
  ];
}

withKernels((on) => {
  test.each([
    [Number.NaN, 1],
    [-Number.NaN, 1],
    [Number.NEGATIVE_INFINITY, 1],
    [Number.POSITIVE_INFINITY, 1],
    [3.4e38, 0],
    [-3.4e38, 0],
    [1e-40, 0],
    [-1e-45, 0],
  ])('%f among the gradients sets the flag to %i, wherever it is', (value, flag) => {
    const places = [
      [1, 0],
      [7, 6],
      [1003, 500],
      [MANY, 0],
      [MANY, 32_768],
      [MANY, MANY - 1],
    ];
    for (const [count, at] of places) {
      on.clear();
      const gradient = new Float32Array(count).fill(1);
      gradient[at] = value;
      const place = on.kept(Int32Array.of(0));
      on.run(['checkFinite', on.given(gradient), count, place]);
      expect(on.integers(place), `${at} of ${count}`).toEqual([flag]);
    }
  });

  test('a flag that is raised stays so, and what lies behind the gradients does not matter', () => {
    const [raised, other] = [on.kept(Int32Array.of(1)), on.kept(Int32Array.of(0))];
    const gradient = noise(1, 9);
    gradient[6] = Number.NaN;
    const at = on.given(gradient);
    on.run(['checkFinite', on.given(noise(2, 9)), 9, raised], ['checkFinite', at, 6, other]);
    expect([...on.integers(raised), ...on.integers(other)]).toEqual([1, 0]);
  });

  test.each([
    [4, 1e-2, 0],
    [300, 1e-3, 0.1],
    [64, 5e-5, 0.01],
    [20_000, 1e-2, 0.1],
  ])('AdamW on %i numbers, learning rate %f, decay %f', (size, lr, weightDecay) => {
    const start = noise(1, size);
    const at = place(on, start, new Float32Array(size), new Float32Array(size));
    let expected: AdamWState = {
      p: Float64Array.from(start),
      m: new Float64Array(size),
      v: new Float64Array(size),
    };
    for (let step = 1; step <= 4; step++) {
      // A gradient that changes, with zeros among it.
      const g = noise(step, size).map((value, i) => (i % 5 === 0 ? 0 : value * 10 ** -(i % 7)));
      on.run(adamw(on, at, g, [lr, step, weightDecay], 0));
      expected = update(expected, g, lr, step, { ...SETTINGS, weightDecay });
    }
    const computed = on.floats(at.values);
    const moved = (p: ArrayLike<number>) => Array.from(p, (value, i) => value - start[i]);
    expectClose(computed, expected.p, TOLERANCE);
    // Steps are small beside the values, whose own rounding they carry.
    expectClose(moved(computed), moved(expected.p), 1e-7 / lr);
    expectClose(on.floats(at.momentum), expected.m, TOLERANCE);
    expectClose(on.floats(at.variance), expected.v, TOLERANCE);
  });

  test('gradients whose squares are denormal numbers or none move their values as others do', () => {
    const size = 8;
    const g = Float32Array.from({ length: size }, (_, i) => 10 ** (-16 - i));
    const at = place(on, new Float32Array(size), new Float32Array(size), new Float32Array(size));
    on.run(adamw(on, at, g, [1e-2, 1, 0], 0));
    const zero = () => new Float64Array(size);
    const { p, v } = update({ p: zero(), m: zero(), v: zero() }, g, 1e-2, 1, { ...SETTINGS, weightDecay: 0 });
    // Below them, eps is the whole denominator.
    expectClose(on.floats(at.values), p, TOLERANCE);
    expect(on.floats(at.variance).map(Math.sign)).toEqual(Float32Array.from(v, Math.fround).map(Math.sign));
  });

  test('a step that is flagged changes nothing', () => {
    const arrays = [noise(1, 8), noise(2, 8), noise(3, 8).map(Math.abs)] as const;
    const at = place(on, ...arrays);
    const read = () => [at.values, at.momentum, at.variance].map((each) => on.floats(each));
    on.run(adamw(on, at, noise(4, 8), [1, 1, 0.1], 1));
    expect(read()).toEqual(arrays);
    on.run(adamw(on, at, noise(4, 8), [1, 1, 0.1], 0));
    read().forEach((values, i) => {
      expect(values).not.toEqual(arrays[i]);
    });
  });
});
