import type { GraphBuilder, Value } from '../../../model/onnx/graph';
import { EMBEDDING } from '../../../model/parameters';
import type { Context, Gradients } from './block';
import { axes, gather, multiply, product, softmax, subtract } from './operations';

/** The head and the loss: from the normed stream to what each position predicted. */
export interface Head {
  /** [tokens, vocab] */
  logits: Value;
  /** Negative log-likelihood of each position's target, [tokens, 1], in nats. */
  nll: Value;
  /** The gradient of the stream; and the stream times `share`, which is what the targets' rows of E lose. */
  backward(g: GraphBuilder, gradients: Gradients): { dStream: Value; scaledStream: Value };
}

/** No likelihood counts as less, so that a loss is at most 87 nats a token: float32 ends here. */
const LEAST_LIKELIHOOD = 1.2e-38;

/**
 * The head is the embedding, transposed: `logits = stream E^T`. `targets` int32 [tokens]; `share` [tokens, 1]
 * is each position's share in the loss: 1 / (number of predicted positions), or 0.
 */
export function head(
  g: GraphBuilder,
  { config, matrix, trainsMatrices }: Context,
  stream: Value,
  targets: Value,
  share: Value,
): Head {
  const embedding = matrix(EMBEDDING);
  const logits = product(g, stream, embedding, { transB: true });
  const p = normalised(g, softmax(g, logits), config.vocab);
  const column = g.node('Unsqueeze', [targets, axes(g, 1)]);
  const likelihood = g.node('GatherElements', [p, column], { axis: { int: 1 } });
  const atLeast = g.node('Max', [likelihood, g.scalar('float32', LEAST_LIKELIHOOD)]);
  const nll = g.node('Neg', [g.node('Log', [atLeast])]);
  return {
    logits,
    nll,
    backward(b, gradients) {
      // dlogits = share (p - one-hot(target)); the one-hot rows only pick rows of E, so they are never made.
      const dRows = subtract(b, product(b, p, embedding), gather(b, embedding, targets));
      const scaledStream = multiply(b, stream, share);
      if (trainsMatrices) gradients.set(EMBEDDING, product(b, p, scaledStream, { transA: true }));
      return { dStream: multiply(b, dRows, share), scaledStream };
    },
  };
}

/**
 * Probabilities `p` [tokens, vocab] that add up to one. onnxruntime's softmax divides by a sum of 16,384
 * terms that it takes one by one in float32, where the small ones are lost: 1e-5 of the loss, and up to
 * 4e-4 of gradients in which much cancels. A product adds in blocks, and so sums `p` right.
 */
function normalised(g: GraphBuilder, p: Value, vocab: number): Value {
  const ones = g.constant('float32', new Float32Array(vocab).fill(1), [vocab, 1]);
  return g.node('Div', [p, product(g, p, ones)]);
}
