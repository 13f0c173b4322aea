import { next } from './threads';

/** Columns of one task. */
const COLUMNS: i32 = 128;

/** out [width] = the sum of `count` rows of `parts` [count, width], in order. */
export function reduce(parts: usize, count: i32, width: i32, out: usize): void {
  const ld = (<usize>width) << 2;
  for (let from = next() * COLUMNS; from < width; from = next() * COLUMNS)
    for (let j = from; j < min(from + COLUMNS, width); j++) {
      const at = (<usize>j) << 2;
      let sum: f32 = 0;
      for (let i = 0; i < count; i++) sum += load<f32>(parts + <usize>i * ld + at);
      store<f32>(out + at, sum);
    }
}
