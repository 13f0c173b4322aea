import type { ModelConfig } from '../../src/model/config.ts';
import type { Method } from '../../src/model/run.ts';
import type { Batch } from '../../src/train/engine.ts';

/**
 * Floating-point operations that one training step on `rows` windows of `length` tokens takes, in any library: a
 * multiplication and an addition for each term of each matrix product. Attention counts the pairs of a token and one
 * that it sees; norms, softmaxes and the optimiser are less than a hundredth and not counted, nor is
 * what a program computes twice.
 */
export function stepFlops(
  { vocab, width, layers, hidden, experts, topK }: ModelConfig,
  method: Method,
  { rows, length }: Pick<Batch, 'rows' | 'length'>,
): number {
  const attention = 4 * width * width;
  const mixture = experts * width + topK * 3 * width * hidden;
  const matrices = rows * length * (layers * (attention + mixture) + vocab * width);
  // Scores and weighted values: two products forward, four back.
  const pairs = layers * rows * ((length * (length + 1)) / 2) * width;
  // Each matrix is used forward, for the gradient of its input and, in full fine-tuning, for its own.
  return 2 * ((method === 'full' ? 3 : 2) * matrices + (2 + 4) * pairs);
}

/** Of the product [m, k] times [k, n]. */
export function productFlops(m: number, k: number, n: number): number {
  return 2 * m * k * n;
}
