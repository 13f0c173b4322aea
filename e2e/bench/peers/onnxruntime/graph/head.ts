import type { GraphBuilder, Value } from '../../../../../src/model/onnx/graph';
import { EMBEDDING } from '../../../../../src/model/parameters';
import type { Context, Gradients } from './block';
import { axes, gather, largest, multiply, product, softmax, subtract } from './operations';

/** The head and the loss: from the normed stream to what each position predicted. */
export interface Head {
  /** [tokens, vocab] */
  logits: Value;
  /** Negative log-likelihood of each position's target, [tokens, 1], in nats. */
  nll: Value;
  /** The gradient of the stream; and the stream times `share`, which is what the targets' rows of E lose. */
  backward(g: GraphBuilder, gradients: Gradients): { dStream: Value; scaledStream: Value };
}

/**
 * The head is the embedding, transposed: `logits = stream E^T`. `targets` int32 [tokens]; `share` [tokens, 1]
 * is each position's share in the loss: 1 / (number of predicted positions), or 0.
 *
 * onnxruntime's softmax divides by a sum of 16,384 terms that it takes one by one in float32, where the small
 * ones are lost: 1e-5 of the loss, and up to 4e-4 of gradients in which much cancels. A product adds in blocks,
 * and so sums right: `total` [tokens, 1] is what a token's probabilities `p` really add up to.
 *
 * The target's own probability may be too small for float32. The likeliest token's is not, and the rest of the way
 * from its logit to the target's is a difference: `nll = largest - target's logit - log(largest p / total)`.
 */
export function head(
  g: GraphBuilder,
  { config, matrix, trains }: Context,
  stream: Value,
  targets: Value,
  share: Value,
): Head {
  const embedding = matrix(EMBEDDING);
  const logits = product(g, stream, embedding, { transB: true });
  const p = softmax(g, logits);
  const total = product(
    g,
    p,
    g.constant('float32', new Float32Array(config.vocab).fill(1), [config.vocab, 1]),
  );
  const column = g.node('Unsqueeze', [targets, axes(g, 1)]);
  const picked = g.node('GatherElements', [logits, column], { axis: { int: 1 } });
  const behind = subtract(g, largest(g, logits), picked);
  return {
    logits,
    nll: subtract(g, behind, g.node('Log', [g.node('Div', [largest(g, p), total])])),
    backward(b, gradients) {
      // dlogits = share (p / total - one-hot(target)); the one-hot rows only pick rows of E, so they are never made.
      const expected = b.node('Div', [product(b, p, embedding), total]);
      const dStream = multiply(b, subtract(b, expected, gather(b, embedding, targets)), share);
      const scaledStream = multiply(b, stream, share);
      if (trains(EMBEDDING)) {
        const rows = b.node('Div', [scaledStream, total]);
        gradients.set(EMBEDDING, product(b, p, rows, { transA: true }));
      }
      return { dStream, scaledStream };
    },
  };
}
