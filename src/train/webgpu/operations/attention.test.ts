import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import * as twin from '../../twin/attention';
import { KernelTest } from '../device.fixtures';
import { attention, attentionBackward, scoresSize } from './attention';

const TOLERANCE = 2e-6;

describe.each(['registers', 'tiles'] as const)('with %s,', (core) => {
  let gpu: KernelTest;
  beforeAll(async () => {
    gpu = await KernelTest.open(core);
  });
  afterAll(() => gpu.close());

  describe.each([
    [1, 1, 4, 1],
    [2, 7, 16, 2],
    [3, 12, 24, 3],
    [1, 70, 32, 2],
  ])('%i rows of %i tokens, width %i, %i heads', (rows, length, width, heads) => {
    const config = { ...BASE_CONFIG, width, heads };
    const tokens = rows * length;
    const qkv = noise(1, tokens * 3 * width).map((value) => 2 * value);
    const dOut = noise(2, tokens * width);
    const size = scoresSize(config, tokens, length);

    test('forward, then backward', async () => {
      const kept = { qkv: gpu.tensor(qkv), normalisers: gpu.empty(2 * tokens * heads) };
      const scratch = { scores: gpu.empty(size), dScores: gpu.empty(size) };
      const [out, dQkv] = [gpu.empty(tokens * width), gpu.empty(tokens * 3 * width)];
      await gpu.run(
        { rows, length },
        ...attention(config, kept, scratch, out),
        ...attentionBackward(config, kept, scratch, gpu.tensor(dOut), dQkv),
      );
      const sizes = { rows, length, width, heads };
      expect(relativeError(await gpu.floats(out), twin.forward(qkv, sizes))).toBeLessThan(TOLERANCE);
      expect(relativeError(await gpu.floats(dQkv), twin.backward(qkv, dOut, sizes))).toBeLessThan(TOLERANCE);
      for (const view of [kept.normalisers, scratch.scores, scratch.dScores]) await gpu.floats(view);
    });
  });

  test('scores of many hundreds neither overflow nor lose the largest', async () => {
    const config = { ...BASE_CONFIG, width: 4, heads: 1 };
    const qkv = noise(1, 3 * 3 * 4).map((value) => 60 * value);
    const kept = { qkv: gpu.tensor(qkv), normalisers: gpu.empty(6) };
    const size = scoresSize(config, 3, 3);
    const out = gpu.empty(12);
    await gpu.run(
      { rows: 1, length: 3 },
      ...attention(config, kept, { scores: gpu.empty(size), dScores: gpu.empty(size) }, out),
    );
    const expected = twin.forward(qkv, { rows: 1, length: 3, width: 4, heads: 1 });
    expect(relativeError(await gpu.floats(out), expected)).toBeLessThan(1e-4);
  });
});
