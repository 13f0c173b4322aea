import type { ModelConfig } from '../../../model/config';
import { GraphBuilder, type OnnxModel, type Value } from '../../../model/onnx/graph';
import { EMBEDDING, gainNames } from '../../../model/parameters';
import type { Method } from '../../engine';
import { GAINS, stacks } from '../stacks';
import { attention, positionsOf } from './attention';
import type { Block, Context, Gradients } from './block';
import { experts } from './experts';
import { head } from './head';
import { rmsNorm } from './norm';
import { add, axes, concat, gather, reshape, split } from './operations';

/** Operator set 18 gave ReduceMean and ReduceMax their axes as an input, and Split its `num_outputs`. */
const VERSIONS = { opset: 18, ir: 8 };

/** The gradients that a run of the graph gives, by the name of the output; see `buildStep`. */
export const gradientOf = (stack: string) => `gradient.${stack}`;

/**
 * One training step of a FractalMoE model as an ONNX graph, without the optimiser: loss and gradients.
 *
 * Inputs:
 * - `ids` int32 [rows, length]: windows of tokens;
 * - `targets` int32 [rows * length]: the token to predict at each position (any, where its share is 0);
 * - `share` float32 [rows * length, 1]: a position's share in the loss, 1 / (predicted positions) or 0;
 * - `train` bool []: whether to go back, or only forward;
 * - `gains` float32 [norms * width];
 * - with full fine-tuning, every other stack of parameters under its name.
 *
 * Outputs:
 * - `nll` float32 [rows * length, 1]: negative log-likelihoods of the targets, in nats;
 * - `logits` float32 [rows * length, vocab];
 * - `gradient.gains`, and with full fine-tuning `gradient.<stack>` of every other stack: empty unless `train`.
 *   The embedding's is that of the head, without the rows that are picked by index: adding `gradient.stream`
 *   [rows * length, width] to the rows of `ids`, and taking `target.stream` from those of `targets`, is the caller's.
 *
 * In norm-only training the matrices are weights of the graph, from outside, a file a stack.
 */
export function buildStep(config: ModelConfig, method: Method): OnnxModel {
  const g = new GraphBuilder('training');
  const ids = g.input('ids', 'int32', ['rows', 'length']);
  const targets = g.input('targets', 'int32', ['tokens']);
  const share = g.input('share', 'float32', ['tokens', 1]);
  const train = g.input('train', 'bool', []);

  const norms = gainNames(config).length;
  const trainsMatrices = method === 'full';
  const parameters = new Map<string, Value>();
  for (const { name, shape } of stacks(config))
    parameters.set(
      name,
      name === GAINS || trainsMatrices ? g.input(name, 'float32', shape) : g.weight(name, shape),
    );
  const context: Context = {
    config,
    trainsMatrices,
    matrix: (stack) => parameters.get(stack)!,
    gains: split(g, parameters.get(GAINS)!, norms, 0),
  };

  const positions = positionsOf(g, config, ids);
  let x = gather(g, context.matrix(EMBEDDING), reshape(g, ids, -1));
  const blocks: Block[] = [];
  /** `x + part(norm(x))`, the residual connection around each half of a layer. */
  const residual = (index: number, part: (normed: Value) => Block) => {
    const norm = rmsNorm(g, context, x, index);
    const { y, backward } = part(norm.y);
    const input = x;
    x = add(g, input, y);
    blocks.push({
      y: x,
      backward: (b, dy, gradients) => add(b, dy, norm.backward(b, backward(b, dy, gradients), gradients)),
    });
  };
  for (let i = 0; i < config.layers; i++) {
    residual(2 * i, (a) => attention(g, context, i, a, positions));
    residual(2 * i + 1, (b) => experts(g, context, i, b));
  }
  const last = rmsNorm(g, context, x, norms - 1);
  const { logits, nll, backward } = head(g, context, last.y, targets, share);
  g.output('nll', nll, 'float32', ['tokens', 1]);
  g.output('logits', logits, 'float32', ['tokens', config.vocab]);

  const names: string[] = [];
  const values = g.either(
    train,
    'float32',
    (b) => {
      const gradients: Gradients = new Map();
      const { dStream, scaledStream } = backward(b, gradients);
      let dx = last.backward(b, dStream, gradients);
      for (const block of blocks.toReversed()) dx = block.backward(b, dx, gradients);

      const gains = concat(
        b,
        Array.from({ length: norms }, (_, n) => gradients.get(n)!),
        0,
      );
      const outputs = [[gradientOf(GAINS), gains] as const];
      if (trainsMatrices) {
        for (const { name } of stacks(config))
          if (name !== GAINS) outputs.push([gradientOf(name), gradients.get(name)!]);
        outputs.push(['gradient.stream', dx], ['target.stream', scaledStream]);
      }
      names.push(...outputs.map(([name]) => name));
      return outputs.map(([, value]) => value);
    },
    (b) => names.map(() => b.node('Slice', [share, axes(b, 0), axes(b, 0), axes(b, 0)])),
  );
  values.forEach((value, n) => {
    g.output(names[n], value, 'float32');
  });
  return g.build(VERSIONS);
}
