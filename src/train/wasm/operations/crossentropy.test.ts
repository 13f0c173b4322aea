import { describe, expect, test } from 'vitest';
import { IGNORE } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import * as twin from '../../twin/crossentropy';
import { expectClose, type KernelTest, withKernels } from '../kernels.fixtures';

/** Measured: at most 5.1e-8. */
const TOLERANCE = 1e-6;

/** The losses, what their sum is, whether it is flagged, and the gradient. */
function lossAndGradient(on: KernelTest, logits: Float32Array, targets: Int32Array, vocab: number) {
  const tokens = targets.length;
  const predicted = targets.filter((target) => target !== IGNORE).length;
  const [values, goals, count] = [on.kept(logits), on.given(targets), on.given(Int32Array.of(predicted))];
  const [loss, sums, total] = [on.empty(tokens), on.empty(tokens), on.kept(new Int32Array(2))];
  const flag = on.kept(Int32Array.of(0));
  on.run(
    ['crossEntropy', values, goals, loss, sums, tokens, vocab],
    ['totalLoss', loss, total, flag, tokens],
    ['crossEntropyBackward', values, goals, sums, count, tokens, vocab],
  );
  return {
    losses: on.floats(loss),
    total: on.double(total),
    flag: on.integers(flag)[0],
    gradient: on.floats(values),
  };
}

withKernels((on) => {
  describe.each([
    [1, 1, 1],
    [1, 4, 1],
    [7, 13, 1],
    [5, 300, 30],
    [70, 39, 5],
    [3, 3079, 8],
    // Losses of hundreds of nats.
    [9, 35, 900],
  ])('%i tokens, vocabulary %i, logits up to %i', (tokens, vocab, scale) => {
    const logits = noise(1, tokens * vocab).map((value) => scale * value);
    const targets = Int32Array.from({ length: tokens }, (_, i) => (i % 4 === 2 ? IGNORE : (i * 7) % vocab));
    const expected = twin.forward(logits, targets, vocab);
    const sum = expected.reduce((a, b) => a + b, 0);

    test('loss, gradient and total', () => {
      const { losses, total, flag, gradient } = lossAndGradient(on, logits, targets, vocab);
      expectClose(losses, expected, TOLERANCE);
      expectClose([total], [sum], TOLERANCE);
      expectClose(gradient, twin.backward(logits, targets, vocab), TOLERANCE);
      expect(flag).toBe(0);
    });

    test('the loss alone leaves the logits as they are', () => {
      const [loss, total, flag] = [on.empty(tokens), on.empty(2), on.kept(Int32Array.of(0))];
      on.run(
        ['crossEntropy', on.given(logits), on.given(targets), loss, 0, tokens, vocab],
        ['totalLoss', loss, total, flag, tokens],
      );
      expectClose(on.floats(loss), expected, TOLERANCE);
      expectClose([on.double(total)], [sum], TOLERANCE);
    });
  });

  test('where nothing is predicted there is no loss and no gradient, whatever the logits', () => {
    const logits = noise(1, 3 * 5).map((value, i) => (i < 10 ? Number.NaN : value));
    const targets = Int32Array.of(IGNORE, IGNORE, 3);
    const { losses, gradient, flag } = lossAndGradient(on, logits, targets, 5);
    expect([...losses.subarray(0, 2)]).toEqual([0, 0]);
    expect([...gradient.subarray(0, 10)].every((value) => value === 0)).toBe(true);
    expectClose(losses.subarray(2), twin.forward(logits.subarray(10), [3], 5), TOLERANCE);
    expect(flag).toBe(0);
  });

  test('a logit of -Infinity has no share, unless it is the target', () => {
    const logits = noise(1, 2 * 9);
    logits[4] = Number.NEGATIVE_INFINITY;
    logits[9 + 8] = Number.NEGATIVE_INFINITY;
    const { losses, gradient, flag } = lossAndGradient(on, logits, Int32Array.of(2, 8), 9);
    expectClose(losses.subarray(0, 1), twin.forward(logits.subarray(0, 9), [2], 9), TOLERANCE);
    expect(gradient[4]).toBe(0);
    expect(losses[1]).toBe(Number.POSITIVE_INFINITY);
    expect(flag).toBe(1);
  });

  test.each([
    [Number.NaN, 0],
    [Number.NaN, 10],
    [Number.POSITIVE_INFINITY, 3],
    [Number.POSITIVE_INFINITY, 10],
  ])('a logit of %f in column %i is flagged', (bad, column) => {
    const logits = noise(1, 2 * 11);
    logits[11 + column] = bad;
    const { losses, flag } = lossAndGradient(on, logits, Int32Array.of(1, 2), 11);
    expectClose(losses.subarray(0, 1), twin.forward(logits.subarray(0, 11), [1], 11), TOLERANCE);
    expect(losses[1]).toBeNaN();
    expect(flag).toBe(1);
  });

  test('a sum beyond float32 is told as it is', () => {
    const loss = on.given(new Float32Array(40).fill(3e38));
    const [total, flag] = [on.empty(2), on.kept(Int32Array.of(0))];
    on.run(['totalLoss', loss, total, flag, 40]);
    expectClose([on.double(total)], [40 * 3e38], TOLERANCE);
    expect(on.integers(flag)).toEqual([0]);
  });
});
