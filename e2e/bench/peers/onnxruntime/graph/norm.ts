import type { GraphBuilder, Value } from '../../../../../src/model/onnx/graph';
import { GAINS } from '../stacks';
import type { Block, Context } from './block';
import { mean, multiply, subtract, sum } from './operations';

/** RMSNorm number `index` of the rows `x` [tokens, width]: `y = n gain`, `n = x / sqrt(mean(x^2) + eps)`. */
export function rmsNorm(g: GraphBuilder, { config, gains, trains }: Context, x: Value, index: number): Block {
  const gain = gains[index];
  const meanSquare = mean(g, multiply(g, x, x));
  const rms = g.node('Sqrt', [g.node('Add', [meanSquare, g.scalar('float32', config.eps)])]);
  const scale = g.node('Reciprocal', [rms]); // [tokens, 1]
  const n = multiply(g, x, scale);
  return {
    y: multiply(g, n, gain),
    backward(b, dy, gradients) {
      if (trains(GAINS)) gradients.set(index, sum(b, multiply(b, dy, n), 0));
      return () => {
        const dn = multiply(b, dy, gain);
        const along = mean(b, multiply(b, dn, n));
        return multiply(b, scale, subtract(b, dn, multiply(b, n, along)));
      };
    },
  };
}
