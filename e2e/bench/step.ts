import { BASE_CONFIG, headSize } from '../../src/model/config';
import type { Product } from './products';

/** Floating-point operations of a product. */
export function flopsOf({ m, k, n, batch }: Product): number {
  return 2 * m * k * n * batch;
}

/**
 * Every matrix product of a norm-only training step on the base with one window of `tokens`, and how many
 * times it is done: forward (`y = x W^T`), and back (`dx = dy W`). The experts' share of the tokens is even.
 */
export function productsOfStep(tokens: number): { product: Product; times: number }[] {
  const { width, vocab, hidden, experts, topK, layers, heads } = BASE_CONFIG;
  const rows = (tokens * topK) / experts;
  const both = (m: number, inputs: number, outputs: number, times: number) => [
    { product: { m, k: inputs, n: outputs, transB: true, batch: 1 }, times },
    { product: { m, k: outputs, n: inputs, transB: false, batch: 1 }, times },
  ];
  const head = headSize(BASE_CONFIG);
  const attention = { m: tokens, batch: heads };
  return [
    ...both(tokens, width, vocab, 1),
    ...both(tokens, width, 3 * width, layers),
    ...both(tokens, width, width, layers),
    ...both(rows, width, 2 * hidden, layers * experts),
    ...both(rows, hidden, width, layers * experts),
    // Scores and their gradient; the mixed values and the gradients of queries, keys and values.
    { product: { ...attention, k: head, n: tokens, transB: true }, times: 2 * layers },
    { product: { ...attention, k: tokens, n: head, transB: false }, times: 4 * layers },
  ];
}
