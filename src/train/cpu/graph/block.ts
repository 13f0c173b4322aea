import type { ModelConfig } from '../../../model/config';
import type { GraphBuilder, Value } from '../../../model/onnx/graph';

/** What the parts of the model are built with. */
export interface Context {
  config: ModelConfig;
  /** The value of a stack of matrices (see `stacks.ts`). */
  matrix: (stack: string) => Value;
  /** The gains of each RMSNorm, [width], in `gainNames` order. */
  gains: readonly Value[];
  /** Whether matrices are trained, or gains alone. */
  trainsMatrices: boolean;
}

/** Takes the gradient of a parameter: a stack of matrices by name, or a norm's gains by index. */
export type Gradients = Map<string | number, Value>;

/** A part of the model: its output, and how to go back through it. */
export interface Block {
  /** [tokens, width] */
  y: Value;
  /**
   * Adds the nodes that lead from the gradient of `y` to the gradient of the block's input, which is
   * returned, and puts those of its parameters into `gradients`.
   */
  backward(g: GraphBuilder, dy: Value, gradients: Gradients): Value;
}
