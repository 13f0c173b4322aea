/** One half of a layer with its residual connection, as an engine's operations in order. */
export interface Block<Operation> {
  forward: Operation[];
  /** From the gradient of its output in `act.dx` to that of its input, in the same place. */
  backward: Operation[];
}

/** An RMSNorm as a block uses it. */
export interface NormBlock<Operation> {
  /** Into `act.normed`; done again on the way back where gradients of matrices need it. */
  forward(): Operation;
  /** From `act.dNormed`; into `act.dx` as `input` says. */
  backward(input: 'assign' | 'add' | 'leave'): Operation[];
  /** Whether its gain is trained. */
  trains: boolean;
}
