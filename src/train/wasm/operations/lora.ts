import type { Address } from '../layout';
import type { Factors } from '../parameters';
import type { Operation } from '../program';
import {
  multiply,
  multiplyOverRows,
  type Numbers,
  pack,
  type Rows,
  right,
  type Workspace,
  whole,
} from './product';

/** Matrices [out, in] one above the other, `parts` of them for each group of rows, that LoRA adapts. */
export interface Adapted {
  factors: Factors;
  gradients: Factors;
  rank: number;
  parts: number;
  rows: Rows;
}

/** Scratch, [rows, parts * rank] each. */
export interface LoraScratch {
  /** A x */
  inner: Address;
  /** Its gradient, Bᵀ dy. */
  dInner: Address;
}

/** y [rows, parts * out] += B A x, with x [rows, in]; assigns `inner`. */
export function adapt(
  workspace: Workspace,
  adapted: Adapted,
  x: Numbers,
  y: Address,
  { inner }: LoraScratch,
): Operation[] {
  const { rank, parts, rows, factors } = adapted;
  const out = factors.b.out / parts;
  const depth = parts * rank;
  return [
    ...intoInner(workspace, adapted, x, inner),
    pack(workspace, rows, { at: inner, row: depth }, depth),
    ...each(parts, (part) =>
      multiply(
        workspace,
        rows,
        { depth, from: part * rank, k: rank },
        { ...partOf(factors.b, part, parts), transposed: true },
        out,
        { at: y + 4 * part * out, row: parts * out },
        true,
      ),
    ),
  ];
}

/** Assigns `dInner` from dy [rows, parts * out]; with `dx` [rows, in], adds to it what goes back through A. */
export function adaptBackwardInput(
  workspace: Workspace,
  { rank, parts, rows, factors }: Adapted,
  dy: Numbers,
  dx: Address | undefined,
  { dInner }: LoraScratch,
): Operation[] {
  const { a, b } = factors;
  const out = b.out / parts;
  const depth = parts * rank;
  return [
    pack(workspace, rows, dy, b.out),
    ...each(parts, (part) =>
      multiply(
        workspace,
        rows,
        { depth: b.out, from: part * out, k: out },
        { ...partOf(b, part, parts), transposed: false },
        rank,
        { at: dInner + 4 * part * rank, row: depth },
      ),
    ),
    ...(dx === undefined
      ? []
      : [
          pack(workspace, rows, { at: dInner, row: depth }, depth),
          multiply(
            workspace,
            rows,
            whole(depth),
            { ...right(a), transposed: false },
            a.in,
            { at: dx, row: a.in },
            true,
          ),
        ]),
  ];
}

/** Assigns the factors' gradients from x, dy and the `dInner` that `adaptBackwardInput` left. */
export function adaptBackwardFactors(
  workspace: Workspace,
  adapted: Adapted,
  x: Numbers,
  dy: Numbers,
  { inner, dInner }: LoraScratch,
): Operation[] {
  const { rank, parts, rows, gradients } = adapted;
  const { a, b } = gradients;
  const out = b.out / parts;
  const depth = parts * rank;
  return [
    ...intoInner(workspace, adapted, x, inner),
    ...each(parts, (part) =>
      multiplyOverRows(
        workspace,
        rows,
        { ...dy, at: dy.at + 4 * part * out },
        { at: inner + 4 * part * rank, row: depth },
        out,
        rank,
        { at: b.values + 4 * part * out * rank, row: rank, step: b.out * rank },
      ),
    ).flat(),
    ...multiplyOverRows(workspace, rows, { at: dInner, row: depth }, x, depth, a.in, {
      at: a.values,
      row: a.in,
      step: depth * a.in,
    }),
  ];
}

function intoInner(
  workspace: Workspace,
  { factors: { a }, rows }: Adapted,
  x: Numbers,
  inner: Address,
): Operation[] {
  return [
    pack(workspace, rows, x, a.in),
    multiply(workspace, rows, whole(a.in), { ...right(a), transposed: true }, a.out, {
      at: inner,
      row: a.out,
    }),
  ];
}

/** One of the `parts` matrices of each group, as a right operand. */
function partOf(matrix: Factors['b'], part: number, parts: number) {
  const all = right(matrix);
  return { ...all, values: all.values + (4 * part * matrix.out * matrix.in) / parts };
}

function each(parts: number, operation: (part: number) => Operation): Operation[];
function each(parts: number, operation: (part: number) => Operation[]): Operation[][];
function each<T>(parts: number, operation: (part: number) => T): T[] {
  return Array.from({ length: parts }, (_, part) => operation(part));
}
