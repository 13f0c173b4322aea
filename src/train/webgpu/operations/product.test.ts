import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noise } from '../../engine.fixtures';
import { relativeError } from '../../reference';
import { group } from '../../twin/grouping';
import * as twin from '../../twin/product';
import { KernelTest } from '../device.fixtures';
import { packTiles } from '../matrices';
import { EXPERT_BLOCKS } from '../shaders';
import type { Routing } from './grouping';
import { type Form, linear, linearBackwardInput, linearBackwardWeight, product } from './product';

const EXPERTS = 4;
const TOP_K = 2;

/** Sums of a few hundred float32 products. */
const TOLERANCE = 1e-6;

describe.each(['registers', 'tiles'] as const)('with %s,', (core) => {
  let gpu: KernelTest;
  const block = EXPERT_BLOCKS[core];
  beforeAll(async () => {
    gpu = await KernelTest.open(core);
  });
  afterAll(() => gpu.close());

  describe.each([
    [1, 4, 4],
    [7, 12, 8],
    [8, 8, 16],
    [65, 76, 20],
    [130, 68, 132],
  ])('a linear layer of %i rows, %i out, %i in', (rows, out, width) => {
    const x = noise(1, rows * width);
    const w = noise(2, out * width);
    const dy = noise(3, rows * out);
    const layer = () => ({ weight: gpu.tensor(w), out, in: width });

    test('forward', async () => {
      const y = gpu.empty(rows * out);
      await gpu.run(
        {},
        linear(layer(), gpu.tensor(x), y, () => rows),
      );
      const expected = twin.forward(x, w, rows, out, width);
      expect(relativeError(await gpu.floats(y), expected)).toBeLessThan(TOLERANCE);
    });

    test('backward to its input', async () => {
      const dx = gpu.empty(rows * width);
      await gpu.run(
        {},
        linearBackwardInput(layer(), gpu.tensor(dy), dx, () => rows),
      );
      const expected = twin.backwardInput(dy, w, rows, width, out);
      expect(relativeError(await gpu.floats(dx), expected)).toBeLessThan(TOLERANCE);
    });

    test('backward to its weights, assigned and added', async () => {
      const expected = twin.backwardWeight(dy, x, out, width, rows);
      const assigned = gpu.empty(out * width);
      const added = gpu.tensor(w);
      const gradient = (weight: typeof added) => ({ weight, out, in: width });
      const views = [gpu.tensor(dy), gpu.tensor(x)] as const;
      await gpu.run(
        {},
        linearBackwardWeight(gradient(assigned), ...views, () => rows),
        linearBackwardWeight(gradient(added), ...views, () => rows, true),
      );
      expect(relativeError(await gpu.floats(assigned), expected)).toBeLessThan(TOLERANCE);
      const sum = expected.map((value, i) => value + w[i]);
      expect(relativeError(await gpu.floats(added), sum)).toBeLessThan(TOLERANCE);
    });
  });

  test('no rows change nothing', async () => {
    const dw = gpu.tensor(noise(1, 16));
    const x = gpu.tensor(noise(2, 16));
    await gpu.run(
      {},
      linearBackwardWeight({ weight: dw, out: 4, in: 4 }, x, x, () => 0, true),
    );
    expect(await gpu.floats(dw)).toEqual(noise(1, 16));
  });

  test('batches are products of their own, wherever they lie', async () => {
    const [outer, inner, m, n, k] = [2, 3, 9, 8, 12];
    const a = noise(1, outer * inner * m * k);
    const b = noise(2, outer * inner * n * k);
    const c = gpu.empty(outer * inner * m * n);
    await gpu.run(
      {},
      product('forward', { a: gpu.tensor(a), b: gpu.tensor(b), c }, () => ({
        m,
        n,
        k,
        outer,
        inner,
        a: { row: k, outer: inner * m * k, inner: m * k },
        b: { row: k, outer: inner * n * k, inner: n * k },
        // heads side by side, as attention has them
        c: { row: inner * n, outer: inner * m * n, inner: n },
      })),
    );
    const computed = await gpu.floats(c);
    for (let batch = 0; batch < outer * inner; batch++) {
      const expected = twin.forward(a.subarray(batch * m * k), b.subarray(batch * n * k), m, n, k);
      const [o, i] = [Math.floor(batch / inner), batch % inner];
      const block = expected.map((_, at) => {
        const [row, column] = [Math.floor(at / n), at % n];
        return computed[(o * m + row) * inner * n + i * n + column];
      });
      expect(relativeError(block, expected)).toBeLessThan(TOLERANCE);
    }
  });

  describe.each([
    ['some to each expert', [0, 1, 2, 3, 0, 2, 1, 0, 3, 2, 1, 3, 0, 3]],
    ['none to two experts', [1, 3, 3, 1, 1, 3]],
    ['one token', [2, 0]],
    ['all to the same two', Array.from({ length: 50 }, (_, i) => (i % 2) + 2)],
  ])('grouped by expert, %s', (_, chosen) => {
    const [m, n] = [20, 12];
    const tokens = chosen.length / TOP_K;
    const tables = group(chosen, EXPERTS, block);
    const rows = tables.assignments.length;
    const x = noise(4, tokens * m);
    const sorted = noise(5, rows * n);
    const w = noise(6, EXPERTS * m * n);
    const routing = (): Routing => ({
      topK: TOP_K,
      block,
      chosen: gpu.empty(1),
      weights: gpu.empty(1),
      rows: gpu.empty(1),
      assignments: gpu.tensor(Uint32Array.from(tables.assignments)),
      blocks: gpu.tensor(Uint32Array.from([...tables.blocks, 0xffffffff])),
      groups: gpu.tensor(Uint32Array.from(tables.groups.flat())),
    });
    /** Visits the real rows: expert, row, token. */
    const eachRow = (visit: (expert: number, row: number, token: number) => void) =>
      tables.groups.forEach(([first, count], expert) => {
        for (let row = first; row < first + count; row++)
          visit(expert, row, Math.floor(tables.assignments[row] / TOP_K));
      });
    const expertWeights = (e: number) => w.subarray(e * m * n, (e + 1) * m * n);
    const tokenRow = (token: number) => x.subarray(token * m, (token + 1) * m);

    test.each([
      ['forward', n],
      ['backwardInput', n],
    ] as [Form, number][])('%s reads each row from its token and uses its expert', async (form, width) => {
      const c = gpu.empty((rows + block) * width);
      await gpu.run(
        {},
        product(
          form,
          { a: gpu.tensor(x), b: gpu.tensor(w), c },
          () => ({
            m: rows + block,
            n: width,
            k: m,
            a: { row: m },
            b: { row: form === 'forward' ? m : n, outer: m * n },
            c: { row: width },
          }),
          { routing: routing(), gather: 'a' },
        ),
      );
      const computed = await gpu.floats(c);
      const multiply = form === 'forward' ? twin.forward : twin.backwardInput;
      eachRow((expert, row, token) => {
        const expected = multiply(tokenRow(token), expertWeights(expert), 1, n, m);
        const values = computed.subarray(row * width, (row + 1) * width);
        expect(relativeError(values, expected)).toBeLessThan(TOLERANCE);
      });
      expect([...computed.subarray(rows * width)].every(Number.isNaN)).toBe(true);
    });

    test.each(['a', 'b'] as const)('backwardWeight sums each expert’s rows, tokens as %s', async (gather) => {
      const [cm, cn] = gather === 'a' ? [m, n] : [n, m];
      const views = gather === 'a' ? { a: x, b: sorted } : { a: sorted, b: x };
      const c = gpu.empty(EXPERTS * m * n);
      await gpu.run(
        {},
        product(
          'backwardWeight',
          { a: gpu.tensor(views.a), b: gpu.tensor(views.b), c },
          () => ({
            m: cm,
            n: cn,
            k: rows,
            outer: EXPERTS,
            a: { row: cm },
            b: { row: cn },
            c: { row: cn, outer: m * n },
          }),
          { routing: routing(), gather },
        ),
      );
      const expected = new Float64Array(EXPERTS * m * n);
      eachRow((expert, row, token) => {
        const own = sorted.subarray(row * n, (row + 1) * n);
        const [a, b] = gather === 'a' ? [tokenRow(token), own] : [own, tokenRow(token)];
        twin.backwardWeight(a, b, cm, cn, 1).forEach((value, i) => {
          expected[expert * m * n + i] += value;
        });
      });
      expect(relativeError(await gpu.floats(c), expected)).toBeLessThan(TOLERANCE);
    });
  });

  /** A matrix of int8 values with a scale for each row, and the numbers that it means. */
  function int8Matrix(seed: number, rows: number, columns: number) {
    const values = Int8Array.from(noise(seed, rows * columns), (value) => Math.round(127 * value));
    const scales = noise(seed + 1, rows).map((value) => value / 64);
    const numbers = Float32Array.from(values, (value, i) => value * scales[Math.floor(i / columns)]);
    return { values: packTiles(values, columns), scales, numbers };
  }

  describe.each([
    [1, 4, 4],
    [9, 12, 20],
    [70, 132, 68],
  ])('frozen int8 weights, %i rows, %i out, %i in', (rows, out, width) => {
    const w = int8Matrix(1, out, width);
    const layer = () => ({
      weight: { values: gpu.tensor(w.values), scales: gpu.tensor(w.scales) },
      out,
      in: width,
    });

    test('forward', async () => {
      const x = noise(3, rows * width);
      const y = gpu.empty(rows * out);
      await gpu.run(
        {},
        linear(layer(), gpu.tensor(x), y, () => rows),
      );
      const expected = twin.forward(x, w.numbers, rows, out, width);
      expect(relativeError(await gpu.floats(y), expected)).toBeLessThan(TOLERANCE);
    });

    test('backward to its input', async () => {
      const dy = noise(3, rows * out);
      const dx = gpu.empty(rows * width);
      await gpu.run(
        {},
        linearBackwardInput(layer(), gpu.tensor(dy), dx, () => rows),
      );
      const expected = twin.backwardInput(dy, w.numbers, rows, width, out);
      expect(relativeError(await gpu.floats(dx), expected)).toBeLessThan(TOLERANCE);
    });
  });

  test.each(['forward', 'backwardInput'] as const)('frozen int8 experts, %s', async (form) => {
    const [out, width] = [12, 20];
    const chosen = [0, 1, 2, 3, 0, 2, 1, 0, 3, 2, 1, 3, 0, 3];
    const tables = group(chosen, EXPERTS, block);
    const w = int8Matrix(1, EXPERTS * out, width);
    const [k, n] = form === 'forward' ? [width, out] : [out, width];
    const a = noise(3, tables.assignments.length * k);
    const c = gpu.empty(tables.assignments.length * n);
    const routing: Routing = {
      topK: TOP_K,
      block,
      chosen: gpu.empty(1),
      weights: gpu.empty(1),
      rows: gpu.empty(1),
      assignments: gpu.tensor(Uint32Array.from(tables.assignments)),
      blocks: gpu.tensor(Uint32Array.from(tables.blocks)),
      groups: gpu.tensor(Uint32Array.from(tables.groups.flat())),
    };
    const b = { values: gpu.tensor(w.values), scales: gpu.tensor(w.scales) };
    await gpu.run(
      {},
      product(
        form,
        { a: gpu.tensor(a), b, c },
        () => ({
          m: tables.assignments.length,
          n,
          k,
          a: { row: k },
          b: { row: width, outer: out * width },
          c: { row: n },
        }),
        { routing },
      ),
    );
    const computed = await gpu.floats(c);
    const multiply = form === 'forward' ? twin.forward : twin.backwardInput;
    tables.groups.forEach(([first, count], expert) => {
      const own = w.numbers.subarray(expert * out * width, (expert + 1) * out * width);
      const expected = multiply(a.subarray(first * k, (first + count) * k), own, count, n, k);
      expect(relativeError(computed.subarray(first * n, (first + count) * n), expected)).toBeLessThan(
        TOLERANCE,
      );
    });
  });
});
