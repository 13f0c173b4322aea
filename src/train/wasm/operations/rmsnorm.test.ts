import { describe, expect, test } from 'vitest';
import { noise } from '../../engine.fixtures';
import * as twin from '../../twin/rmsnorm';
import { expectClose, withKernels } from '../kernels.fixtures';
import { NORM_CHUNK } from '../model';

/** Measured: at most 1.2e-7. */
const TOLERANCE = 1e-6;
const EPS = 1e-5;
const [LEAVE, ASSIGN, ADD] = [0, 1, 2];

withKernels((on) => {
  describe.each([
    [1, 3],
    [1, 4],
    [17, 3],
    [33, 30],
    [70, 259],
  ])('%i rows of %i', (rows, width) => {
    const x = noise(1, rows * width);
    const gain = noise(2, width).map((value) => 1 + value / 2);
    const dy = noise(3, rows * width);
    const before = noise(4, rows * width);
    const inverse = Float32Array.from({ length: rows }, (_, row) => twin.inverseRms(x, row, width, EPS));
    const { dx, dGain } = twin.backward(x, gain, dy, EPS);

    test('forward', () => {
      const [y, r] = [on.empty(rows * width), on.empty(rows)];
      on.run(['rmsnorm', on.given(x), on.given(gain), y, r, rows, width, EPS]);
      expectClose(on.floats(y), twin.forward(x, gain, EPS), TOLERANCE);
      expectClose(on.floats(r), inverse, TOLERANCE);
    });

    test.each([
      ['left', LEAVE, before],
      ['assigned', ASSIGN, dx],
      ['added to', ADD, dx.map((value, i) => value + before[i])],
    ] as const)('backward, the gradient of its input is %s', (_, mode, expected) => {
      const chunks = Math.ceil(rows / NORM_CHUNK);
      const given = [on.given(x), on.given(gain), on.given(inverse), on.given(dy)] as const;
      const into = () => (mode === ASSIGN ? on.empty(rows * width) : on.kept(before));
      const [both, alone] = [into(), into()];
      const [sums, gradient] = [on.empty(chunks * width), on.empty(width)];
      on.run(
        ['rmsnormBackward', ...given, both, mode, sums, rows, width],
        ['reduce', sums, chunks, width, gradient],
        ['rmsnormBackward', ...given, alone, mode, 0, rows, width],
      );
      expectClose(on.floats(both), expected, TOLERANCE);
      expect(on.floats(alone)).toEqual(on.floats(both));
      expectClose(on.floats(gradient), dGain, TOLERANCE);
    });
  });

  test('a row of zeros stays finite, and one of numbers too large for their squares', () => {
    const [y, r] = [on.empty(27), on.empty(3)];
    const x = new Float32Array(27).fill(1e-30, 9, 18).fill(1e30, 18);
    on.run(['rmsnorm', on.given(x), on.given(noise(1, 9)), y, r, 3, 9, EPS]);
    expect([...on.floats(y).subarray(0, 9)].every((value) => value === 0)).toBe(true);
    expect(on.floats(y).every(Number.isFinite)).toBe(true);
  });

  test('what is not a number stays in its row', () => {
    const x = noise(1, 3 * 7);
    x[7 + 6] = Number.NaN;
    const [y, r] = [on.empty(21), on.empty(3)];
    on.run(['rmsnorm', on.given(x), on.given(noise(2, 7)), y, r, 3, 7, EPS]);
    expect([...on.floats(r)].map(Number.isFinite)).toEqual([true, false, true]);
    expect([...on.floats(y)].map(Number.isNaN)).toEqual(
      Array.from({ length: 21 }, (_, i) => i >= 7 && i < 14),
    );
  });
});
