/** What is done to the residual stream and to the heads: few numbers go into each of theirs. */
import { describe, expect, test } from 'vitest';
import { BASE_CONFIG } from '../../../model/config';
import { ropeTables } from '../../../model/onnx/rope';
import { noise } from '../../engine.fixtures';
import * as embedding from '../../twin/embedding';
import * as rope from '../../twin/rope';
import { expectClose, withKernels } from '../kernels.fixtures';

/** Measured: at most 1.7e-7. */
const TOLERANCE = 1e-6;
const [FLOAT32, INT8] = [0, 1];

withKernels((on) => {
  test.each([1, 5, 396, 16_384, 40_001])('%i numbers are added', (count) => {
    const [x, y] = [noise(1, count), noise(2, count)];
    const sum = on.empty(count);
    on.run(['add', on.given(x), on.given(y), sum, count]);
    expect(on.floats(sum)).toEqual(x.map((value, i) => value + y[i]));
  });

  test.each([
    [1, 1],
    [7, 5],
    [3, 300],
  ])('%i rows of %i are summed', (count, width) => {
    const parts = noise(1, count * width);
    const sum = on.empty(width);
    on.run(['reduce', on.given(parts), count, width, sum]);
    const expected = Float64Array.from({ length: width }, (_, j) =>
      Array.from({ length: count }, (_, i) => parts[i * width + j]).reduce((a, b) => a + b),
    );
    expectClose(on.floats(sum), expected, TOLERANCE);
  });

  describe.each([
    [24, 3],
    [18, 3],
    [4, 2],
    [64, 2],
  ])('heads of width %i by %i are turned', (width, heads) => {
    const config = { ...BASE_CONFIG, width, heads, context: 80 };
    const { cos, sin } = ropeTables(config);

    test.each([
      [1, 1],
      [3, 7],
      [1, 70],
    ])('%i rows of %i tokens, there and back', (rows, length) => {
      const tokens = rows * length;
      const qkv = noise(1, tokens * 3 * width);
      const at = on.kept(qkv);
      // A table for longer rows serves shorter ones.
      const turn = [at, on.given(cos), on.given(sin), tokens, length, width, heads];
      on.run(['rotate', ...turn, 1]);
      const there = on.floats(at);
      expectClose(there, rope.rotate(qkv, { ...config, length }, 1), TOLERANCE);
      const isValue = (_: number, i: number) => i % (3 * width) >= 2 * width;
      expect(there.filter(isValue)).toEqual(qkv.filter(isValue));
      on.run(['rotate', ...turn, -1]);
      expectClose(on.floats(at), rope.rotate(there, { ...config, length }, -1), TOLERANCE);
      expectClose(on.floats(at), qkv, TOLERANCE);
    });
  });

  describe.each([
    ['one token', [3]],
    ['all different', [0, 11, 4, 7]],
    ['all the same', Array.from({ length: 37 }, () => 11)],
    ['some repeated', [1, 2, 1, 0, 1, 2, 5, 5, 0]],
  ])('embedding of tokens, %s', (_, list) => {
    const [vocab, width] = [12, 70];
    const ids = Int32Array.from(list);
    const tokens = ids.length;
    const table = noise(1, vocab * width);

    test('forward copies rows', () => {
      const x = on.empty(tokens * width);
      on.run(['embed', on.given(ids), FLOAT32, on.given(table), 0, x, tokens, width]);
      expect(on.floats(x)).toEqual(Float32Array.from(embedding.forward(ids, table, width)));
    });

    test('forward of a frozen table scales its int8 rows', () => {
      const int8 = Int8Array.from(table, (value) => Math.round(127 * value));
      const scales = noise(3, vocab);
      const numbers = Float32Array.from(int8, (value, i) => value * scales[Math.floor(i / width)]);
      const x = on.empty(tokens * width);
      on.run(['embed', on.given(ids), INT8, on.given(int8), on.given(scales), x, tokens, width]);
      expect(on.floats(x)).toEqual(Float32Array.from(embedding.forward(ids, numbers, width)));
    });

    test('backward adds to the rows that occur', () => {
      const dx = noise(2, tokens * width);
      const dTable = on.kept(table);
      on.run(['embedBackward', on.given(ids), on.given(dx), dTable, tokens, width]);
      expectClose(on.floats(dTable), embedding.backward(ids, dx, table, width), TOLERANCE);
    });
  });
});
