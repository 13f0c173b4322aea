import { mersenne } from 'pure-rand/generator/mersenne';
import type { Batch } from './engine';

/**
 * Draws training batches: windows of `length + 1` tokens at uniformly random places. The places are
 * those of PyTorch's `torch.randint(0, tokens - length - 1, (rows,), generator)` with the same seed
 * (MT19937, modulo the range), so that a run can be repeated there window by window. The first batch drawn
 * is that of step `from`, counted from 0.
 */
export function batchSampler(
  tokens: Int32Array,
  rows: number,
  length: number,
  seed: number,
  from = 0,
): () => Batch {
  const range = tokens.length - length - 1;
  if (range < 1)
    throw new RangeError(
      `${tokens.length} tokens are too few for windows of ${length}: ${length + 2} are needed`,
    );
  const random = mersenne(seed);
  for (let drawn = 0; drawn < from * rows; drawn++) random.next();
  return () => {
    const ids = new Int32Array(rows * length);
    const targets = new Int32Array(rows * length);
    for (let row = 0; row < rows; row++) {
      const start = (random.next() >>> 0) % range;
      ids.set(tokens.subarray(start, start + length), row * length);
      targets.set(tokens.subarray(start + 1, start + length + 1), row * length);
    }
    return { rows, length, ids, targets };
  };
}

/**
 * Cuts held-out tokens into windows of at most `length` for measuring: every token but the first is
 * predicted once, and each window starts afresh. The evaluator cuts in the same way.
 */
export function heldOutWindows(tokens: Int32Array, length: number): Batch[] {
  const batches: Batch[] = [];
  for (let start = 0; start + 1 < tokens.length; start += length) {
    const end = Math.min(start + length, tokens.length - 1);
    batches.push({
      rows: 1,
      length: end - start,
      ids: tokens.slice(start, end),
      targets: tokens.slice(start + 1, end + 1),
    });
  }
  return batches;
}
