import { describe, expect, test } from 'vitest';
import { noise } from '../../engine.fixtures';
import { group } from '../../twin/grouping';
import * as twin from '../../twin/product';
import { expectClose, type KernelTest, withKernels } from '../kernels.fixtures';
import type { Matrix } from '../matrices';
import type { Operation } from '../program';
import {
  linear,
  linearBackwardInput,
  linearBackwardWeight,
  multiply,
  multiplyOverRows,
  type Numbers,
  pack,
  right,
  whole,
} from './product';

/** Sums of up to a few thousand float32 products. Measured: at most 3.9e-7. */
const TOLERANCE = 1e-6;
const EXPERTS = 4;
const TOP_K = 2;

/** A matrix of int8 values with a scale for each row, and the numbers that it means. */
function int8Matrix(seed: number, rows: number, columns: number) {
  const values = Int8Array.from(noise(seed, rows * columns), (value) => Math.round(127 * value));
  const scales = noise(seed + 1, rows).map((value) => value / 64);
  const numbers = Float32Array.from(values, (value, i) => value * scales[Math.floor(i / columns)]);
  return { values, scales, numbers };
}

/** A matrix of `groups` times [out, in] in float32 or int8, in memory and as numbers. */
function matrixOf(on: KernelTest, kind: 'float32' | 'int8', out: number, columns: number, groups = 1) {
  const { values, scales, numbers } = int8Matrix(7, groups * out, columns);
  const places =
    kind === 'int8'
      ? { values: on.given(values), scales: on.given(scales) }
      : { values: on.given(numbers), scales: undefined };
  const matrix: Matrix = { ...places, groups, out, in: columns };
  return { matrix, numbers };
}

/** An operation's blocks, its last three arguments, in other sizes. */
function inBlocks(operation: Operation, sizes: readonly number[]): Operation {
  const [kernel, ...args] = operation;
  return [kernel, ...args.slice(0, -3), ...sizes];
}

withKernels((on) => {
  describe.each([
    [1, 1, 1],
    [1, 5, 3],
    [7, 12, 8],
    [6, 8, 16],
    [19, 33, 21],
    [65, 76, 20],
    [130, 71, 129],
    [3, 70, 1100],
    [2, 4100, 70],
  ])('a linear layer of %i rows, %i out, %i in', (rows, out, width) => {
    const x = noise(1, rows * width);
    const dy = noise(3, rows * out);
    const deep = Math.max(out, width);

    test.each(['float32', 'int8'] as const)('forward and backward to its input, %s', (kind) => {
      const { matrix, numbers } = matrixOf(on, kind, out, width);
      const workspace = on.workspace(on.panels(rows) * deep);
      const all = on.rows(rows);
      const [y, dx] = [on.empty(rows * out), on.empty(rows * width)];
      on.run(
        ...linear(workspace, all, matrix, { at: on.given(x), row: width }, y),
        ...linearBackwardInput(workspace, all, matrix, { at: on.given(dy), row: out }, dx),
      );
      expectClose(on.floats(y), twin.forward(x, numbers, rows, out, width), TOLERANCE);
      expectClose(on.floats(dx), twin.backwardInput(dy, numbers, rows, width, out), TOLERANCE);
    });

    test('backward to its weights', () => {
      const workspace = on.workspace(rows * on.panels(out));
      const dw: Matrix = { values: on.empty(out * width), groups: 1, out, in: width };
      const numbers = (values: Float32Array, row: number) => ({ at: on.given(values), row });
      on.run(...linearBackwardWeight(workspace, on.rows(rows), dw, numbers(dy, out), numbers(x, width)));
      expectClose(on.floats(dw.values), twin.backwardWeight(dy, x, out, width, rows), TOLERANCE);
    });
  });

  describe.each([
    [1, 8, 1],
    [2, 8, 3],
    [1, 16, 7],
    [3, 24, 64],
  ])('blocks of %i panels, %i columns, %i of the depth', (panels, columns, depth) => {
    const [rows, out, width] = [29, 43, 37];
    const x = noise(1, rows * width);
    const dy = noise(2, rows * out);

    test.each([
      ['float32', true],
      ['float32', false],
      ['int8', true],
      ['int8', false],
    ] as const)('%s, transposed %s, assigned and added', (kind, transposed) => {
      const { matrix, numbers } = matrixOf(on, kind, out, width);
      const [k, n] = transposed ? [width, out] : [out, width];
      const values = transposed ? x : dy;
      const workspace = on.workspace(on.panels(rows) * k);
      const all = on.rows(rows);
      const before = noise(4, rows * n);
      const [y, sum] = [on.empty(rows * n), on.kept(before)];
      const sizes = [panels * on.panel, columns, depth];
      const into = (at: number, add: boolean) =>
        inBlocks(
          multiply(workspace, all, whole(k), { ...right(matrix), transposed }, n, { at, row: n }, add),
          sizes,
        );
      on.run(pack(workspace, all, { at: on.given(values), row: k }, k), into(y, false), into(sum, true));
      const form = transposed ? twin.forward : twin.backwardInput;
      const expected = form(values, numbers, rows, n, k);
      expectClose(on.floats(y), expected, TOLERANCE);
      expectClose(
        on.floats(sum),
        expected.map((value, i) => value + before[i]),
        TOLERANCE,
      );
    });

    test('over rows, assigned and added', () => {
      const workspace = on.workspace(rows * on.panels(out));
      const before = noise(4, out * width);
      const [assigned, added] = [on.empty(out * width), on.kept(before)];
      const [a, b] = [
        { at: on.given(dy), row: out },
        { at: on.given(x), row: width },
      ];
      const into = (at: number) =>
        multiplyOverRows(workspace, on.rows(rows), a, b, out, width, { at, row: width, step: 0 }).map(
          (operation) =>
            operation[0] === 'productOverRows'
              ? inBlocks(operation, [panels * on.panel, columns, depth])
              : operation,
        );
      const add = into(added).map((operation): Operation => {
        const [kernel, ...args] = operation;
        return kernel === 'productOverRows' ? [kernel, ...args.with(-4, 1)] : operation;
      });
      on.run(...into(assigned), ...add);
      const expected = twin.backwardWeight(dy, x, out, width, rows);
      expectClose(on.floats(assigned), expected, TOLERANCE);
      expectClose(
        on.floats(added),
        expected.map((value, i) => value + before[i]),
        TOLERANCE,
      );
    });
  });

  test('some columns of a packed operand, into some columns of a wider matrix', () => {
    const [rows, depth, from, k, n, wide] = [11, 23, 5, 9, 6, 20];
    const x = noise(1, rows * depth);
    const { matrix, numbers } = matrixOf(on, 'float32', n, k);
    const before = noise(2, rows * wide);
    const y = on.kept(before);
    const workspace = on.workspace(on.panels(rows) * depth);
    const all = on.rows(rows);
    on.run(
      pack(workspace, all, { at: on.given(x), row: depth }, depth),
      multiply(workspace, all, { depth, from, k }, { ...right(matrix), transposed: true }, n, {
        at: y + 4 * 3,
        row: wide,
      }),
    );
    const part = Float32Array.from(
      { length: rows * k },
      (_, i) => x[Math.floor(i / k) * depth + from + (i % k)],
    );
    const product = twin.forward(part, numbers, rows, n, k);
    const expected = Float64Array.from(before);
    product.forEach((value, i) => {
      expected[Math.floor(i / n) * wide + 3 + (i % n)] = value;
    });
    expectClose(on.floats(y), expected, TOLERANCE);
    const untouched = (values: ArrayLike<number>) =>
      Array.from(values).filter((_, i) => i % wide < 3 || i % wide >= 9);
    expect(untouched(on.floats(y))).toEqual(untouched(before));
  });

  test('no rows change nothing, and have the gradient 0', () => {
    const { matrix } = matrixOf(on, 'float32', 5, 7);
    const y = on.empty(5);
    const dw = on.empty(35);
    const x: Numbers = { at: on.given(noise(1, 7)), row: 7 };
    const dy: Numbers = { at: on.given(noise(2, 5)), row: 5 };
    const none = on.rows(0);
    const workspace = on.workspace(0);
    on.run(
      ...linear(workspace, none, matrix, x, y),
      ...linearBackwardWeight(workspace, none, { values: dw, groups: 1, out: 5, in: 7 }, dy, x),
    );
    expect([...on.floats(y)].every(Number.isNaN)).toBe(true);
    expect([...on.floats(dw)].every((value) => value === 0)).toBe(true);
  });

  test('what is not a number spoils its own row and no other', () => {
    const [rows, out, width] = [13, 11, 10];
    const x = noise(1, rows * width);
    x[5 * width + 3] = Number.NaN;
    x[9 * width] = Number.POSITIVE_INFINITY;
    const { matrix } = matrixOf(on, 'float32', out, width);
    const y = on.empty(rows * out);
    const workspace = on.workspace(on.panels(rows) * width);
    on.run(...linear(workspace, on.rows(rows), matrix, { at: on.given(x), row: width }, y));
    const finite = Array.from({ length: rows }, (_, row) =>
      on
        .floats(y)
        .subarray(row * out, (row + 1) * out)
        .every(Number.isFinite),
    );
    expect(finite.flatMap((each, row) => (each ? [] : [row]))).toEqual([5, 9]);
  });

  describe.each([
    ['some to each expert', [0, 1, 2, 3, 0, 2, 1, 0, 3, 2, 1, 3, 0, 3]],
    ['none to two experts', [1, 3, 3, 1, 1, 3]],
    ['one token', [2, 0]],
    ['all to the same two', Array.from({ length: 50 }, (_, i) => (i % 2) + 2)],
  ])('grouped by expert, %s', (_, chosen) => {
    const [out, width] = [21, 13];
    const tokens = chosen.length / TOP_K;
    const x = noise(4, tokens * width);
    const tables = () => {
      const { assignments, groups } = group(chosen, EXPERTS, on.panel);
      const sources = Int32Array.from(assignments, (assignment) => Math.floor(assignment / TOP_K));
      const each = { groups: on.given(Int32Array.from(groups.flat())), count: EXPERTS };
      return { groups, sources, each, count: assignments.length, index: on.given(sources) };
    };
    /** The rows of `values` that an expert's rows are made from, one after the other. */
    const rowsOf = (
      values: Float32Array,
      row: number,
      sources: ArrayLike<number>,
      [first, count]: number[],
    ) =>
      Float32Array.from({ length: count * row }, (_, i) => {
        const at = first + Math.floor(i / row);
        return values[sources[at] * row + (i % row)];
      });

    test.each(['float32', 'int8'] as const)('each row is its token’s, by its expert’s matrix: %s', (kind) => {
      const { groups, sources, each, count, index } = tables();
      const { matrix, numbers } = matrixOf(on, kind, out, width, EXPERTS);
      const [y, back] = [on.empty(count * out), on.empty(count * width)];
      const workspace = on.workspace(count * out);
      const straight = { at: on.given(noise(5, count * out)), row: out };
      on.run(
        ...linear(workspace, each, matrix, { at: on.given(x), row: width, index }, y),
        ...linearBackwardInput(workspace, each, matrix, straight, back),
      );
      const [computed, computedBack] = [on.floats(y), on.floats(back)];
      const touched = new Set<number>();
      groups.forEach((group, expert) => {
        const [first, height] = group;
        const w = numbers.subarray(expert * out * width, (expert + 1) * out * width);
        const rows = (all: Float32Array, row: number) => all.subarray(first * row, (first + height) * row);
        expectClose(
          rows(computed, out),
          twin.forward(rowsOf(x, width, sources, group), w, height, out, width),
          TOLERANCE,
        );
        const dy = rows(noise(5, count * out), out);
        expectClose(rows(computedBack, width), twin.backwardInput(dy, w, height, width, out), TOLERANCE);
        for (let row = first; row < first + height; row++) touched.add(row);
      });
      const untouched = computed.filter((_, i) => !touched.has(Math.floor(i / out)));
      expect(untouched.every(Number.isNaN)).toBe(true);
    });

    test.each(['left', 'right'] as const)('gradients of each expert’s matrix, tokens on the %s', (side) => {
      const { groups, sources, each, count, index } = tables();
      const sorted = noise(5, count * out);
      const tokensOf: Numbers = { at: on.given(x), row: width, index };
      const rowsIn: Numbers = { at: on.given(sorted), row: out };
      const [m, n] = side === 'left' ? [width, out] : [out, width];
      const [a, b] = side === 'left' ? [tokensOf, rowsIn] : [rowsIn, tokensOf];
      const dw: Matrix = { values: on.empty(EXPERTS * m * n), groups: EXPERTS, out: m, in: n };
      on.run(...linearBackwardWeight(on.workspace(count * on.panels(m)), each, dw, a, b));
      const computed = on.floats(dw.values);
      groups.forEach((group, expert) => {
        const [first, height] = group;
        const own = sorted.subarray(first * out, (first + height) * out);
        const theirs = rowsOf(x, width, sources, group);
        const [left, right] = side === 'left' ? [theirs, own] : [own, theirs];
        const expected = twin.backwardWeight(left, right, m, n, height);
        expectClose(computed.subarray(expert * m * n, (expert + 1) * m * n), expected, TOLERANCE);
      });
    });
  });
});
