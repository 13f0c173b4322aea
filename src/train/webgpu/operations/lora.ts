import type { View } from '../buffers';
import type { Operation, Step } from '../program';
import type { Routing } from './grouping';
import { product } from './product';

/** The factors of LoRA, or their gradients: `a` [parts * rank, in] and `b` [parts, out, rank], for each expert. */
export interface Factors {
  a: View;
  b: View;
}

/** Matrices [out, in] one above the other, `parts` of them for each expert or for all tokens, that LoRA adapts. */
export interface Adapted {
  factors: Factors;
  rank: number;
  parts: number;
  out: number;
  in: number;
  /** Rows of what goes through them. */
  rows(step: Step): number;
  /** Sorts the rows by expert, if each expert has its own matrices. */
  routing?: Routing;
  experts?: number;
  /** Whether x, or dy, has a row per token where rows are sorted by expert. */
  tokens?: 'x' | 'dy';
}

/** Scratch, [rows, parts * rank] each. */
export interface LoraScratch {
  /** A x */
  inner: View;
  /** Its gradient, Bᵀ dy. */
  dInner: View;
}

/** y [rows, parts * out] += B A x, with x [rows, in]; assigns `inner`. */
export function adapt(adapted: Adapted, x: View, y: View, { inner }: LoraScratch): Operation[] {
  const { factors, rank, parts, out, rows, routing } = adapted;
  return [
    intoInner(adapted, x, inner),
    ...eachPart(adapted, (part) =>
      product(
        'forward',
        { a: inner, b: factors.b, c: y },
        (step) => ({
          m: rows(step),
          n: out,
          k: rank,
          a: { row: parts * rank, first: part * rank },
          b: { row: rank, first: part * out * rank, outer: parts * out * rank },
          c: { row: parts * out, first: part * out },
        }),
        { routing, accumulate: true },
      ),
    ),
  ];
}

/** Assigns `dInner` from dy [rows, parts * out]; with `dx` [rows, in], adds to it what goes back through A. */
export function adaptBackwardInput(
  adapted: Adapted,
  dy: View,
  dx: View | undefined,
  { dInner }: LoraScratch,
): Operation[] {
  const { factors, rank, parts, out, rows, routing, tokens } = adapted;
  const inner = eachPart(adapted, (part) =>
    product(
      'backwardInput',
      { a: dy, b: factors.b, c: dInner },
      (step) => ({
        m: rows(step),
        n: rank,
        k: out,
        a: { row: parts * out, first: part * out },
        b: { row: rank, first: part * out * rank, outer: parts * out * rank },
        c: { row: parts * rank, first: part * rank },
      }),
      { routing, gather: tokens === 'dy' ? 'a' : undefined },
    ),
  );
  if (!dx) return inner;
  const through = product(
    'backwardInput',
    { a: dInner, b: factors.a, c: dx },
    (step) => ({
      m: rows(step),
      n: adapted.in,
      k: parts * rank,
      a: { row: parts * rank },
      b: { row: adapted.in, outer: parts * rank * adapted.in },
      c: { row: adapted.in },
    }),
    { routing, accumulate: true },
  );
  return [...inner, through];
}

/** Assigns the factors' gradients from x, dy and the `dInner` that `adaptBackwardInput` left. */
export function adaptBackwardFactors(
  adapted: Adapted,
  gradients: Factors,
  { x, dy }: { x: View; dy: View },
  { inner, dInner }: LoraScratch,
): Operation[] {
  const { rank, parts, out, rows, routing, experts, tokens } = adapted;
  return [
    intoInner(adapted, x, inner),
    ...eachPart(adapted, (part) =>
      product(
        'backwardWeight',
        { a: dy, b: inner, c: gradients.b },
        (step) => ({
          m: out,
          n: rank,
          k: rows(step),
          outer: experts,
          a: { row: parts * out, first: part * out },
          b: { row: parts * rank, first: part * rank },
          c: { row: rank, first: part * out * rank, outer: parts * out * rank },
        }),
        { routing, gather: tokens === 'dy' ? 'a' : undefined },
      ),
    ),
    product(
      'backwardWeight',
      { a: dInner, b: x, c: gradients.a },
      (step) => ({
        m: parts * rank,
        n: adapted.in,
        k: rows(step),
        outer: experts,
        a: { row: parts * rank },
        b: { row: adapted.in },
        c: { row: adapted.in, outer: parts * rank * adapted.in },
      }),
      { routing, gather: tokens === 'x' ? 'b' : undefined },
    ),
  ];
}

function intoInner(adapted: Adapted, x: View, inner: View): Operation {
  const { factors, rank, parts, rows, routing, tokens } = adapted;
  return product(
    'forward',
    { a: x, b: factors.a, c: inner },
    (step) => ({
      m: rows(step),
      n: parts * rank,
      k: adapted.in,
      a: { row: adapted.in },
      b: { row: adapted.in, outer: parts * rank * adapted.in },
      c: { row: parts * rank },
    }),
    { routing, gather: tokens === 'x' ? 'a' : undefined },
  );
}

function eachPart({ parts }: Adapted, operation: (part: number) => Operation): Operation[] {
  return Array.from({ length: parts }, (_, part) => operation(part));
}
