import { RIGHT_BLOCK } from '../activations';
import type { Address } from '../layout';
import type { Matrix } from '../matrices';
import type { Operation } from '../program';

/** Rows that go through the same matrix, or through one for each group (`kernels/groups.ts`). */
export interface Rows {
  groups: Address;
  count: number;
}

/** Numbers in rows: `row` from one to the next. With `index` the rows are those that it names. */
export interface Numbers {
  at: Address;
  row: number;
  index?: Address;
}

/** What products share: where the left operand is laid out, and how many threads there are. */
export interface Workspace {
  packed: Address;
  panel: number;
  threads: number;
}

/** A right operand: `values` [k, n], or [n, k] with `transposed`, in each group. */
interface Right extends Pick<Matrix, 'values' | 'scales'> {
  /** Numbers from one row, and from one group, to the next; rows of a group. */
  row: number;
  step: number;
  rows: number;
  transposed: boolean;
}

/** The part of a packed left operand that is used: columns `from` to `from + k` of `depth`. */
interface Left {
  depth: number;
  from: number;
  k: number;
}

/** Assigns `workspace.packed` from the first `k` columns of x. */
export function pack({ packed }: Workspace, { groups, count }: Rows, x: Numbers, k: number): Operation {
  return ['packLeft', groups, count, x.at, x.row, x.index ?? 0, k, packed];
}

/** y [rows, n] = packed times `right`, or added to it. */
export function multiply(
  workspace: Workspace,
  { groups, count }: Rows,
  { depth, from, k }: Left,
  right: Right,
  n: number,
  y: Numbers,
  add = false,
): Operation {
  const { values, scales, row, step, rows, transposed } = right;
  return [
    'product',
    groups,
    count,
    workspace.packed,
    depth,
    from,
    k,
    n,
    Number(scales !== undefined),
    values,
    step,
    scales ?? 0,
    rows,
    row,
    Number(transposed),
    y.at,
    y.row,
    Number(add),
    ...blocks(workspace, k, n),
  ];
}

/** y [rows, out] = x Wᵀ for W [out, in]. */
export function linear(workspace: Workspace, rows: Rows, w: Matrix, x: Numbers, y: Address): Operation[] {
  return [
    pack(workspace, rows, x, w.in),
    multiply(workspace, rows, whole(w.in), { ...right(w), transposed: true }, w.out, { at: y, row: w.out }),
  ];
}

/** dx [rows, in] = dy W. */
export function linearBackwardInput(
  workspace: Workspace,
  rows: Rows,
  w: Matrix,
  dy: Numbers,
  dx: Address,
): Operation[] {
  return [
    pack(workspace, rows, dy, w.out),
    multiply(workspace, rows, whole(w.out), { ...right(w), transposed: false }, w.in, { at: dx, row: w.in }),
  ];
}

/** dW [out, in] = dyᵀ x. */
export function linearBackwardWeight(
  workspace: Workspace,
  rows: Rows,
  dw: Matrix,
  dy: Numbers,
  x: Numbers,
): Operation[] {
  const { values, out, in: columns } = dw;
  return multiplyOverRows(workspace, rows, dy, x, out, columns, {
    at: values,
    row: columns,
    step: out * columns,
  });
}

/** C [m, n] = the first m columns of a, transposed, times the first n of b, for each group; C's groups lie `step` apart. */
export function multiplyOverRows(
  { packed, panel }: Workspace,
  { groups, count }: Rows,
  a: Numbers,
  b: Numbers,
  m: number,
  n: number,
  c: Numbers & { step: number },
): Operation[] {
  // So many rows of C that their part of A stays in a near cache while all columns go by.
  const rowBlock = panel * Math.ceil(384 / panel);
  return [
    ['packLeftTransposed', groups, count, a.at, a.row, a.index ?? 0, m, packed],
    [
      'productOverRows',
      groups,
      count,
      packed,
      m,
      n,
      b.at,
      b.row,
      b.index ?? 0,
      c.at,
      c.step,
      c.row,
      0,
      rowBlock,
      WIDE,
      DEEP,
    ],
  ];
}

export function whole(k: number): Left {
  return { depth: k, from: 0, k };
}

export function right({ values, scales, out, in: columns }: Matrix): Omit<Right, 'transposed'> {
  return { values, scales, row: columns, step: out * columns, rows: out };
}

/** A right operand's block for the usual product: WIDE columns, DEEP rows. */
const WIDE = 64;
const DEEP = RIGHT_BLOCK / WIDE;
/** And for one with a long sum (the head's way back): its left operand is too large to be read once for each 64 columns. */
const LONG_SUM = 4096;
const LONG_WIDE = 256;
/** A product's rows are split where there are fewer blocks of columns than this for each thread, but not below so many. */
const TASKS_PER_THREAD = 3;
const FEWEST_ROWS = 96;

/**
 * Rows, columns and depth of a product's blocks. The depth, which decides in which order a sum is taken, does not depend
 * on the threads: the result is the same for any number of them.
 */
function blocks({ panel, threads }: Workspace, k: number, n: number): [number, number, number] {
  const long = k >= LONG_SUM;
  const wide = long ? LONG_WIDE : WIDE;
  const across = Math.ceil(n / wide);
  const tasks = long ? threads : TASKS_PER_THREAD * threads;
  const down = Math.ceil(tasks / across);
  const rows = down === 1 ? 2 ** 30 : Math.max(FEWEST_ROWS, 512 / down);
  return [panel * Math.ceil(rows / panel), wide, RIGHT_BLOCK / wide];
}
