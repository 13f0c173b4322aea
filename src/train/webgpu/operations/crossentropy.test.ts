import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG, IGNORE } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import * as twin from '../../twin/crossentropy';
import { KernelTest } from '../device.fixtures';
import { crossEntropy, crossEntropyBackward, totalLoss } from './crossentropy';

const TOLERANCE = 1e-6;

let gpu: KernelTest;
beforeAll(async () => {
  gpu = await KernelTest.open();
});
afterAll(() => gpu.close());

describe.each([
  [1, 4, 1],
  [7, 12, 1],
  [5, 300, 30],
  [70, 36, 5],
])('%i tokens, vocabulary %i, logits up to %i', (tokens, vocab, scale) => {
  const config = { ...BASE_CONFIG, vocab };
  const logits = noise(1, tokens * vocab).map((value) => scale * value);
  const targets = Int32Array.from({ length: tokens }, (_, i) => (i % 4 === 2 ? IGNORE : (i * 7) % vocab));
  const predicted = targets.filter((target) => target !== IGNORE).length;

  test('loss, gradient and total', async () => {
    const [view, losses, totals] = [gpu.tensor(logits), gpu.empty(tokens), gpu.empty(3)];
    const flags = gpu.tensor(Uint32Array.of(7, 7, 7));
    const loss = { targets: gpu.tensor(targets), logSumExp: gpu.empty(tokens), losses };
    const chunk = { first: 0, rows: () => tokens };
    await gpu.run(
      { length: tokens, predicted, slot: 1 },
      crossEntropy(config, chunk, view, loss),
      crossEntropyBackward(config, chunk, view, loss),
      totalLoss(loss, totals, flags),
    );
    const expected = twin.forward(logits, targets, vocab);
    expect(relativeError(await gpu.floats(losses), expected)).toBeLessThan(TOLERANCE);
    expect(relativeError(await gpu.floats(view), twin.backward(logits, targets, vocab))).toBeLessThan(
      TOLERANCE,
    );
    const [before, total, after] = await gpu.floats(totals);
    expect([before, after]).toEqual([Number.NaN, Number.NaN]);
    expect(relativeError([total], [expected.reduce((a, b) => a + b, 0)])).toBeLessThan(TOLERANCE);
    expect(await gpu.integers(flags)).toEqual([7, 0, 7]);
  });
});

test('a chunk takes the targets of its own tokens', async () => {
  const config = { ...BASE_CONFIG, vocab: 8 };
  const logits = noise(1, 3 * 8);
  const targets = Int32Array.of(9999, 9999, 1, IGNORE, 7);
  const [view, losses] = [gpu.tensor(logits), gpu.empty(5)];
  const loss = { targets: gpu.tensor(targets), logSumExp: gpu.empty(5), losses };
  const chunk = { first: 2, rows: () => 3 };
  await gpu.run(
    { length: 5, predicted: 2 },
    crossEntropy(config, chunk, view, loss),
    crossEntropyBackward(config, chunk, view, loss),
  );
  const own = targets.subarray(2);
  expect(relativeError((await gpu.floats(losses)).subarray(2), twin.forward(logits, own, 8))).toBeLessThan(
    TOLERANCE,
  );
  expect(relativeError(await gpu.floats(view), twin.backward(logits, own, 8))).toBeLessThan(TOLERANCE);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('a loss of %f is flagged', async (bad) => {
  const losses = gpu.tensor([1, 2, bad, 4]);
  const flags = gpu.tensor(Uint32Array.of(0));
  const loss = { targets: gpu.empty(4), logSumExp: gpu.empty(4), losses };
  await gpu.run({ length: 4, predicted: 4 }, totalLoss(loss, gpu.empty(1), flags));
  expect(await gpu.integers(flags)).toEqual([1]);
});
