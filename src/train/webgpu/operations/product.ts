import type { View } from '../buffers';
import type { Operation, Step } from '../program';
import type { Routing } from './grouping';

/** C = A Bᵀ, A B or Aᵀ B: the product itself, and what its backward pass needs. */
export type Form = 'forward' | 'backwardInput' | 'backwardWeight';

/**
 * A matrix of weights [rows, columns], or several one after the other: float32 values, or, with `scales`, frozen
 * int8 values in the layout of `packTiles` and the scale of each row.
 */
export interface Matrix {
  values: View;
  scales?: View;
}

/** Where a matrix lies in its view, in numbers; all are multiples of four. */
export interface Place {
  /** From one row to the next. */
  row: number;
  /** From the start of the view to the first element. */
  first?: number;
  /** From one outer batch to the next, and from one inner batch to the next. */
  outer?: number;
  inner?: number;
}

export interface ProductSizes {
  /** C is [m, n]; k is summed over. */
  m: number;
  n: number;
  k: number;
  a: Place;
  b: Place;
  c: Place;
  /** `outer * inner` products, 1 unless said otherwise. */
  outer?: number;
  inner?: number;
}

export interface ProductOptions {
  /** Add to C instead of assigning it. */
  accumulate?: boolean;
  /** Rows are sorted by expert, who is the outer batch of B, or of C in `backwardWeight`. */
  routing?: Routing;
  /** The operand that has a row per token, not a row per assignment. */
  gather?: 'a' | 'b';
  /** The matrix of queries and keys, C in `forward` and A in the others, is zero above its diagonal. */
  causal?: boolean;
}

/** Rows and columns of C that a workgroup computes. */
const TILE = 64;

/** The shader's codes. */
const FORMS = { forward: 0, backwardInput: 1, backwardWeight: 2 };
const GATHER = { none: 0, a: 1, b: 2 };

/** The product by shaders/product.wgsl. */
export function product(
  form: Form,
  views: { a: View; b: View | Matrix; c: View },
  sizes: (step: Step) => ProductSizes,
  { accumulate = false, routing, gather, causal = false }: ProductOptions = {},
): Operation {
  const { values, scales }: Matrix = 'values' in views.b ? views.b : { values: views.b };
  // The shader binds the tables whether it uses them or not; any buffer will do for one it does not.
  const { assignments, blocks, groups } = routing ?? { assignments: values, blocks: values, groups: values };
  return {
    shader: 'product',
    entryPoint: 'multiply',
    constants: {
      FORM: FORMS[form],
      INT8: Number(scales !== undefined),
      GROUPED: Number(routing !== undefined),
      CAUSAL: Number(causal),
    },
    reads: [views.a, values, scales ?? values, assignments, blocks, groups],
    writes: [views.c],
    sizes(step) {
      const { m, n, k, a, b, c, inner = 1 } = sizes(step);
      const vec4s = ({ row, first = 0, outer = 0, inner = 0 }: Place) =>
        [row, first, outer, inner].map((floats) => floats / 4);
      // A tile holds four rows of four columns: as many tiles from one row of tiles to the next as a row has vec4s.
      const tiles = ({ row, first = 0, outer = 0, inner = 0 }: Place) => [
        row / 4,
        ...[first, outer, inner].map((numbers) => numbers / 16),
      ];
      return [
        m,
        n,
        k,
        inner,
        ...vec4s(a),
        ...(scales ? tiles(b) : vec4s(b)),
        ...vec4s(c),
        (b.outer ?? 0) / b.row / 4,
        Number(accumulate),
        routing?.topK ?? 0,
        GATHER[gather ?? 'none'],
      ];
    },
    workgroups(step) {
      const { m, n, outer = 1, inner = 1 } = sizes(step);
      return [Math.ceil(n / TILE), Math.ceil(m / TILE), outer * inner];
    },
  };
}

/** The weights of y = W x, [out, in]. */
export interface Linear {
  weight: View | Matrix;
  out: number;
  in: number;
}

type Rows = (step: Step) => number;

/** Y [rows, out] = X [rows, in] Wᵀ. */
export function linear(w: Linear, x: View, y: View, rows: Rows): Operation {
  return product('forward', { a: x, b: w.weight, c: y }, (step) => ({
    m: rows(step),
    n: w.out,
    k: w.in,
    a: { row: w.in },
    b: { row: w.in },
    c: { row: w.out },
  }));
}

/** dX [rows, in] = dY [rows, out] W. */
export function linearBackwardInput(w: Linear, dy: View, dx: View, rows: Rows): Operation {
  return product('backwardInput', { a: dy, b: w.weight, c: dx }, (step) => ({
    m: rows(step),
    n: w.in,
    k: w.out,
    a: { row: w.out },
    b: { row: w.in },
    c: { row: w.in },
  }));
}

/** dW [out, in] = dYᵀ X, assigned or accumulated; `dw.weight` is the gradient's view. */
export function linearBackwardWeight(
  dw: Linear & { weight: View },
  dy: View,
  x: View,
  rows: Rows,
  accumulate = false,
): Operation {
  const sizes = (step: Step): ProductSizes => ({
    m: dw.out,
    n: rows(step) === 0 ? 0 : dw.in,
    k: rows(step),
    a: { row: dw.out },
    b: { row: dw.in },
    c: { row: dw.in },
  });
  return product('backwardWeight', { a: dy, b: x, c: dw.weight }, sizes, { accumulate });
}
