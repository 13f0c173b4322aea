import type { ModelConfig } from '../../../model/config';
import type { View } from '../buffers';
import { elementwise, floatBits, type Operation, type Step, spread } from '../program';

/** What the loss of a batch is made of, [tokens] each. */
export interface LossViews {
  targets: View;
  logSumExp: View;
  losses: View;
}

/** The rows of a batch whose logits are in memory together. */
export interface Chunk {
  /** The first of them. */
  first: number;
  rows(step: Step): number;
}

/** Assigns the loss of each of the chunk's tokens from its logits [rows, vocab]. */
export function crossEntropy(config: ModelConfig, chunk: Chunk, logits: View, loss: LossViews): Operation {
  return {
    shader: 'crossentropy',
    entryPoint: 'forward',
    constants: { VOCAB4: config.vocab / 4 },
    reads: [logits, loss.targets],
    writes: [loss.logSumExp, loss.losses],
    sizes: sizes(chunk),
    workgroups: (step) => spread(chunk.rows(step)),
  };
}

/** Turns the logits into the gradient of the mean loss, in place. */
export function crossEntropyBackward(
  config: ModelConfig,
  chunk: Chunk,
  logits: View,
  loss: LossViews,
): Operation {
  return {
    shader: 'crossentropy',
    entryPoint: 'backward',
    constants: { VOCAB4: config.vocab / 4 },
    reads: [loss.targets, loss.logSumExp],
    writes: [logits],
    sizes: sizes(chunk),
    workgroups: (step) => elementwise((chunk.rows(step) * config.vocab) / 4),
  };
}

/** totals[step.slot] = the sum of the batch's losses; flags[step.slot] = 1 if it is not finite, else 0. */
export function totalLoss(loss: LossViews, totals: View, flags: View): Operation {
  return {
    shader: 'crossentropy',
    entryPoint: 'total',
    reads: [loss.losses],
    writes: [totals, flags],
    sizes: sizes({ first: 0, rows: ({ tokens }) => tokens }),
    workgroups: () => [1, 1, 1],
  };
}

function sizes({ first, rows }: Chunk) {
  return (step: Step) => [first, rows(step), floatBits(1 / step.predicted), step.tokens, step.slot];
}
