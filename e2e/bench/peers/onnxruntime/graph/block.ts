import type { ModelConfig } from '../../../../../src/model/config';
import type { GraphBuilder, Value } from '../../../../../src/model/onnx/graph';

/** What the parts of the model are built with. */
export interface Context {
  config: ModelConfig;
  /** The value of a stack of matrices (see `stacks.ts`). */
  matrix: (stack: string) => Value;
  /** Of how many matrices a stack is made. */
  parts: (stack: string) => number;
  /** The gains of each RMSNorm, [width], in `gainNames` order. */
  gains: readonly Value[];
  /** Whether a stack is trained. */
  trains: (stack: string) => boolean;
}

/** Takes the gradient of a parameter: a stack of matrices by name, or a norm's gains by index. */
export type Gradients = Map<string | number, Value>;

/** A part of the model: its output, and how to go back through it. */
export interface Block {
  /** [tokens, width] */
  y: Value;
  /**
   * Adds the nodes that lead from the gradient of `y` to those of the block's parameters, which it puts into
   * `gradients`. What it returns adds the nodes that lead on to the gradient of the block's input, and is called where
   * something below is trained.
   */
  backward(g: GraphBuilder, dy: Value, gradients: Gradients): () => Value;
}
