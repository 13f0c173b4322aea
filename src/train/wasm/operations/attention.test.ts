import { describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { noise } from '../../engine.fixtures';
import * as twin from '../../twin/attention';
import { expectClose, type KernelTest, withKernels } from '../kernels.fixtures';

/** Measured: at most 3.3e-7. */
const TOLERANCE = 2e-6;

/** Places for attention and its way back on `qkv`, and both as operations. */
function attention(
  on: KernelTest,
  qkv: Float32Array,
  dOut: Float32Array,
  { rows, length, width, heads }: twin.AttentionSizes,
) {
  const tokens = rows * length;
  const [q, d] = [on.given(qkv), on.given(dOut)];
  const [p, out, dQkv] = [
    on.empty(heads * tokens * length),
    on.empty(tokens * width),
    on.empty(tokens * 3 * width),
  ];
  on.run(['attention', q, p, out, rows, length, width, heads]);
  const probabilities = on.floats(p);
  on.run(['attentionBackward', q, p, d, dQkv, rows, length, width, heads]);
  expect(on.floats(p)).toEqual(probabilities);
  return { p: probabilities, out: on.floats(out), dQkv: on.floats(dQkv) };
}

function expectTwin(on: KernelTest, sizes: twin.AttentionSizes): void {
  const { rows, length, width, heads } = sizes;
  const tokens = rows * length;
  const qkv = noise(length, tokens * 3 * width).map((value) => 2 * value);
  const dOut = noise(2, tokens * width);
  const { p, out, dQkv } = attention(on, qkv, dOut, sizes);
  expectClose(out, twin.forward(qkv, sizes), TOLERANCE);
  expectClose(dQkv, twin.backward(qkv, dOut, sizes), TOLERANCE);
  for (let row = 0; row < rows * heads * length; row++) {
    const t = row % length;
    const own = p.subarray(row * length, (row + 1) * length);
    const seen = Math.min(length, on.panels(t + 1));
    expectClose([own.subarray(0, t + 1).reduce((a, b) => a + b)], [1], 1e-6);
    expect(own.subarray(t + 1, seen).every((value) => value === 0)).toBe(true);
    // Nothing is kept of what no panel needs.
    expect(own.subarray(seen).every(Number.isNaN)).toBe(true);
  }
}

withKernels((on) => {
  test.each(Array.from({ length: 19 }, (_, i) => i + 1))('2 rows of %i tokens', (length) => {
    expectTwin(on, { rows: 2, length, width: 10, heads: 2 });
  });

  test.each([
    [1, 1, 4, 1],
    [1, 2, 2, 2],
    [2, 7, 16, 2],
    [3, 12, 24, 3],
    [1, 70, 34, 2],
    [1, 53, 9, 1],
  ])('%i rows of %i tokens, width %i, %i heads', (rows, length, width, heads) => {
    expectTwin(on, { rows, length, width, heads });
  });

  test('scores of many hundreds neither overflow nor lose the largest', () => {
    const sizes = { rows: 1, length: 9, width: 4, heads: 1 };
    const qkv = noise(1, 9 * 3 * 4).map((value) => 60 * value);
    const dOut = noise(2, 9 * 4);
    const { out, dQkv } = attention(on, qkv, dOut, sizes);
    expectClose(out, twin.forward(qkv, sizes), 1e-4);
    expectClose(dQkv, twin.backward(qkv, dOut, sizes), 1e-4);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%f in a query, a key or a value is no number in what sees it, and nowhere else',
    (bad) => {
      const sizes = { rows: 2, length: 17, width: 6, heads: 2 };
      const { length, width } = sizes;
      const token = 13;
      for (const part of [0, 1, 2]) {
        on.clear();
        const qkv = noise(1, 2 * length * 3 * width);
        // The second head of the first row.
        qkv[token * 3 * width + part * width + 4] = bad;
        const { out } = attention(on, qkv, noise(2, 2 * length * width), sizes);
        const finite = (t: number, j: number) => Number.isFinite(out[t * width + j]);
        for (let j = 0; j < width; j++)
          for (let t = 0; t < 2 * length; t++) {
            const panel = Math.floor(t / on.panel) === Math.floor(token / on.panel);
            if (j < 3 || t >= length || (t < token && !panel)) expect(finite(t, j)).toBe(true);
          }
        // An infinite value has a share of a sum, whoever sees it; an infinite key takes or loses a whole row.
        if (part === 2) expect(finite(token, 4)).toBe(false);
        else if (Number.isNaN(bad) || part === 0) expect(finite(token, 3)).toBe(false);
      }
    },
  );
});

describe('in just as much scratch as it is given', () => {
  const sizes = { rows: 1, length: 197, width: 12, heads: 2 };
  const config = { ...BASE_CONFIG, ...sizes };
  withKernels((on) => test('197 tokens', () => expectTwin(on, sizes)), config, sizes.length);
});
