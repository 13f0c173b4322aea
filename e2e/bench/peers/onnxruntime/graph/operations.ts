import type { GraphBuilder, Value } from '../../../../../src/model/onnx/graph';

/** ONNX's operators under the names of the mathematics. */

export function axes(g: GraphBuilder, ...numbers: number[]): Value {
  return g.constant('int64', numbers);
}

export const add = (g: GraphBuilder, a: Value, b: Value): Value => g.node('Add', [a, b]);
export const subtract = (g: GraphBuilder, a: Value, b: Value): Value => g.node('Sub', [a, b]);
export const multiply = (g: GraphBuilder, a: Value, b: Value): Value => g.node('Mul', [a, b]);

/** `a b`, or with `transB` `a b^T`, or with `transA` `a^T b`; all of two axes. */
export function product(
  g: GraphBuilder,
  a: Value,
  b: Value,
  { transA = false, transB = false }: { transA?: boolean; transB?: boolean } = {},
): Value {
  return g.node('Gemm', [a, b], { transA: { int: Number(transA) }, transB: { int: Number(transB) } });
}

/** The products of the last two axes of `a` and `b`, for each of the axes before them. */
export const products = (g: GraphBuilder, a: Value, b: Value): Value => g.node('MatMul', [a, b]);

/** The sum over `axis`, which stays with size one if `keep` is given. */
export function sum(g: GraphBuilder, x: Value, axis: number, keep?: 'keep'): Value {
  return g.node('ReduceSum', [x, axes(g, axis)], { keepdims: { int: Number(keep === 'keep') } });
}

/** The mean over the last axis, which stays with size one. */
export function mean(g: GraphBuilder, x: Value): Value {
  return g.node('ReduceMean', [x, axes(g, -1)], { keepdims: { int: 1 } });
}

/** The largest of the last axis, which stays with size one. */
export function largest(g: GraphBuilder, x: Value): Value {
  return g.node('ReduceMax', [x, axes(g, -1)], { keepdims: { int: 1 } });
}

/** `shape` may hold one -1 (whatever is left) and zeros (as before). */
export function reshape(g: GraphBuilder, x: Value, ...shape: number[]): Value {
  return g.node('Reshape', [x, axes(g, ...shape)]);
}

export function transpose(g: GraphBuilder, x: Value, ...order: number[]): Value {
  return g.node('Transpose', [x], { perm: { ints: order } });
}

/** Rows of `x` by index, or entries along another axis. */
export function gather(g: GraphBuilder, x: Value, indices: Value): Value {
  return g.node('Gather', [x, indices], { axis: { int: 0 } });
}

export function concat(g: GraphBuilder, values: readonly Value[], axis: number): Value {
  return g.node('Concat', values, { axis: { int: axis } });
}

/** `count` equal parts along `axis`. */
export function split(g: GraphBuilder, x: Value, count: number, axis: number): Value[] {
  return g.nodes('Split', [x], count, { axis: { int: axis }, num_outputs: { int: count } });
}

/** Parts along `axis` of the given sizes, an int64 value of `count` numbers. */
export function splitBy(g: GraphBuilder, x: Value, sizes: Value, count: number, axis: number): Value[] {
  return g.nodes('Split', [x, sizes], count, { axis: { int: axis } });
}

export function softmax(g: GraphBuilder, x: Value): Value {
  return g.node('Softmax', [x], { axis: { int: -1 } });
}

/** The gradient of a softmax `p` over the last axis: `p (dp - sum(dp p))`. */
export function softmaxBackward(g: GraphBuilder, p: Value, dp: Value): Value {
  const inner = sum(g, multiply(g, dp, p), -1, 'keep');
  return multiply(g, p, subtract(g, dp, inner));
}
