import type { GraphBuilder, Value } from '../../../../../src/model/onnx/graph';
import { loraStackNames } from '../stacks';
import type { Block, Context } from './block';
import { add, concat, product, split } from './operations';

/**
 * `y = x W^T`, for the stack of matrices W [out, in] of that name and the rows `x` [tokens, in].
 *
 * Where LoRA adapts its matrices, `y = x W^T + (x A^T) B^T` (Hu and others 2021). The factors of the stack's n matrices
 * lie under each other as these do, A [n rank, in] and B [out, rank], and each matrix has its own part of `x A^T`.
 */
export function linear(g: GraphBuilder, context: Context, stack: string, x: Value): Block {
  const { matrix, trains } = context;
  const w = matrix(stack);
  const y = product(g, x, w, { transB: true });
  const adapted = trains(loraStackNames(stack).a);
  const path = adapted ? lowRank(g, context, stack, x) : undefined;
  return {
    y: path ? add(g, y, path.y) : y,
    backward(b, dy, gradients) {
      if (trains(stack)) gradients.set(stack, product(b, dy, x, { transA: true }));
      const besides = path?.backward(b, dy, gradients);
      return () => {
        const dx = product(b, dy, w);
        return besides ? add(b, dx, besides()) : dx;
      };
    },
  };
}

/** `(x A^T) B^T` for each of a stack's matrices, side by side. */
function lowRank(g: GraphBuilder, { matrix, parts }: Context, stack: string, x: Value): Block {
  const names = loraStackNames(stack);
  const count = parts(stack);
  const a = matrix(names.a);
  const bs = split(g, matrix(names.b), count, 0); // each [out / count, rank]
  const us = split(g, product(g, x, a, { transB: true }), count, 1); // each [tokens, rank]
  return {
    y: concat(
      g,
      us.map((u, i) => product(g, u, bs[i], { transB: true })),
      1,
    ),
    backward(b, dy, gradients) {
      const dys = split(b, dy, count, 1);
      const du = concat(
        b,
        dys.map((part, i) => product(b, part, bs[i])),
        1,
      );
      const dbs = dys.map((part, i) => product(b, part, us[i], { transA: true }));
      gradients.set(names.a, product(b, du, x, { transA: true }));
      gradients.set(names.b, concat(b, dbs, 0));
      return () => product(b, du, a);
    },
  };
}
