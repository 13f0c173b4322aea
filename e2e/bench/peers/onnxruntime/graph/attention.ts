import { headSize, type ModelConfig } from '../../../../../src/model/config';
import type { GraphBuilder, Value } from '../../../../../src/model/onnx/graph';
import { ropeTables } from '../../../../../src/model/onnx/rope';
import { layerNames } from '../../../../../src/model/parameters';
import { stackNames } from '../stacks';
import type { Block, Context } from './block';
import { linear } from './linear';
import {
  add,
  axes,
  concat,
  multiply,
  products,
  reshape,
  softmax,
  softmaxBackward,
  split,
  splitBy,
  subtract,
  transpose,
} from './operations';

/** What depends on the length of the windows alone. */
export interface Positions {
  /** RoPE's cosines and sines, [length, 1, head / 2]. */
  cos: Value;
  sin: Value;
  /** What is added to a token's (row's) score of another (column): 0, or -Infinity for a later one; [length, length]. */
  mask: Value;
  /** int64 [2]: rows and length. */
  shape: Value;
}

/** `ids` [rows, length] */
export function positionsOf(g: GraphBuilder, config: ModelConfig, ids: Value): Positions {
  const { context } = config;
  const shape = g.node('Shape', [ids]);
  const length = g.node('Shape', [ids], { start: { int: 1 } });
  const table = ropeTables(config);
  const firstRows = (whole: Value, axis: number) =>
    g.node('Slice', [whole, axes(g, 0), length, axes(g, axis)]);
  const rows = (values: Float32Array): Value =>
    firstRows(g.constant('float32', values, [context, 1, headSize(config) / 2]), 0);
  const position = (...dims: number[]) =>
    g.constant(
      'int32',
      Array.from({ length: context }, (_, p) => p),
      dims,
    );
  const later = g.node('Greater', [firstRows(position(1, context), 1), firstRows(position(context, 1), 0)]);
  const mask = g.node('Where', [later, g.scalar('float32', -Infinity), g.scalar('float32', 0)]);
  return { cos: rows(table.cos), sin: rows(table.sin), mask, shape };
}

/** Causal self-attention of layer `i` on the normalised rows `a` [tokens, width]. */
export function attention(
  g: GraphBuilder,
  context: Context,
  i: number,
  a: Value,
  { cos, sin, mask, shape }: Positions,
): Block {
  const { width, heads } = context.config;
  const head = headSize(context.config);
  const scale = g.scalar('float32', head ** -0.5);
  const qkv = linear(g, context, stackNames.attention(i), a);

  // Queries, keys and values side by side, [rows, length, 3 heads, head]; heads in front for the products.
  const perHead = (b: GraphBuilder, x: Value, count: number) =>
    b.node('Reshape', [x, concat(b, [shape, axes(b, count, head)], 0)]);
  const headsFirst = (b: GraphBuilder, x: Value) => transpose(b, x, 0, 2, 1, 3);
  const toRows = (b: GraphBuilder, x: Value) => reshape(b, headsFirst(b, x), -1, width);
  const swap = (b: GraphBuilder, x: Value) => transpose(b, x, 0, 1, 3, 2);
  const sizes = axes(g, 2 * heads, heads);

  const [qk, v3] = splitBy(g, perHead(g, qkv.y, 3 * heads), sizes, 2, 2);
  const [rotatedQ, k] = split(g, headsFirst(g, rotate(g, qk, cos, sin)), 2, 1);
  const q = multiply(g, rotatedQ, scale);
  const v = headsFirst(g, v3); // [rows, heads, length, head], like q and k
  const p = softmax(g, add(g, products(g, q, swap(g, k)), mask));
  const out = linear(g, context, layerNames(i).o, toRows(g, products(g, p, v)));

  return {
    y: out.y,
    backward(b, dy, gradients) {
      const dRows = out.backward(b, dy, gradients)();
      const dMixed = headsFirst(b, perHead(b, dRows, heads));
      const dv = products(b, swap(b, p), dMixed);
      const dScores = softmaxBackward(b, p, products(b, dMixed, swap(b, v)));
      const dq = multiply(b, products(b, dScores, k), scale);
      const dk = products(b, swap(b, dScores), q);
      // A rotation goes back by turning the other way.
      const dqk = rotate(b, headsFirst(b, concat(b, [dq, dk], 1)), cos, b.node('Neg', [sin]));
      const dqkv = reshape(b, concat(b, [dqk, headsFirst(b, dv)], 2), -1, 3 * width);
      return qkv.backward(b, dqkv, gradients);
    },
  };
}

/** RoPE on `x` [rows, length, heads, head], whose two halves are the two coordinates of each pair. */
function rotate(g: GraphBuilder, x: Value, cos: Value, sin: Value): Value {
  const [u, w] = split(g, x, 2, 3);
  return concat(
    g,
    [subtract(g, multiply(g, u, cos), multiply(g, w, sin)), add(g, multiply(g, w, cos), multiply(g, u, sin))],
    3,
  );
}
