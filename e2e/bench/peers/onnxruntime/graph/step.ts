import type { ModelConfig } from '../../../../../src/model/config';
import { GraphBuilder, type OnnxModel, type Value } from '../../../../../src/model/onnx/graph';
import { EMBEDDING, gainNames } from '../../../../../src/model/parameters';
import type { EngineOptions } from '../../../../../src/train/engine';
import { GAINS, stacks, trainedStacks } from '../stacks';
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
 * - what the method trains, each stack of parameters under its name (`trainedStacks`).
 *
 * Outputs:
 * - `nll` float32 [rows * length, 1]: negative log-likelihoods of the targets, in nats;
 * - `logits` float32 [rows * length, vocab];
 * - `gradient.<stack>` of every stack that is trained: empty unless `train`. With full fine-tuning the embedding's
 *   is that of the head, without the rows that are picked by index: adding `gradient.stream` [rows * length, width] to
 *   the rows of `ids`, and taking `target.stream` from those of `targets`, is the caller's.
 *
 * The stacks that are not trained are weights of the graph, from outside, one file per stack.
 */
export function buildStep(
  config: ModelConfig,
  { method, lora }: Pick<EngineOptions, 'method' | 'lora'>,
): OnnxModel {
  const g = new GraphBuilder('training');
  const ids = g.input('ids', 'int32', ['rows', 'length']);
  const targets = g.input('targets', 'int32', ['tokens']);
  const share = g.input('share', 'float32', ['tokens', 1]);
  const train = g.input('train', 'bool', []);

  const norms = gainNames(config).length;
  const trained = trainedStacks(config, { method, lora });
  const inputs = new Map(trained.map(({ name, shape }) => [name, g.input(name, 'float32', shape)]));
  const all = new Map(stacks(config).map((stack) => [stack.name, stack]));
  const matrix = (stack: string) => inputs.get(stack) ?? g.weight(stack, all.get(stack)!.shape);
  const context: Context = {
    config,
    matrix,
    parts: (stack) => all.get(stack)!.parts.length,
    trains: (stack) => inputs.has(stack),
    gains: split(g, matrix(GAINS), norms, 0),
  };

  const positions = positionsOf(g, config, ids);
  let x = gather(g, matrix(EMBEDDING), reshape(g, ids, -1));
  const blocks: Block[] = [];
  /** `x + part(norm(x))`, the residual connection around each half of a layer. */
  const residual = (index: number, part: (normed: Value) => Block) => {
    const norm = rmsNorm(g, context, x, index);
    const { y, backward } = part(norm.y);
    const input = x;
    x = add(g, input, y);
    blocks.push({
      y: x,
      backward: (b, dy, gradients) => {
        const below = backward(b, dy, gradients);
        // The norm is below the part, so its gains have their gradient from the way on.
        return () => add(b, dy, norm.backward(b, below(), gradients)());
      },
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
      let below = last.backward(b, dStream, gradients);
      for (const block of [...blocks].reverse()) below = block.backward(b, below(), gradients);
      const streams: [name: string, value: Value][] = [];
      // Below the lowest matrices nothing else is trained.
      if (context.trains(GAINS)) {
        const dx = below();
        if (context.trains(EMBEDDING)) streams.push(['gradient.stream', dx], ['target.stream', scaledStream]);
        const gains = Array.from({ length: norms }, (_, n) => gradients.get(n)!);
        gradients.set(GAINS, concat(b, gains, 0));
      }
      const outputs = trained.map(({ name }): (typeof streams)[number] => [
        gradientOf(name),
        gradients.get(name)!,
      ]);
      outputs.push(...streams);
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
