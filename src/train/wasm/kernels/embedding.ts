import { next } from './threads';
import { INT8 } from './packing';

/** Rows of one task, and columns of one on the way back. */
const ROWS: i32 = 32;
const COLUMNS: i32 = 64;

/** x [tokens, width] = the rows `ids` of the table, which is float32 or int8 with a scale for each row. */
export function embed(
  ids: usize,
  kind: i32,
  table: usize,
  scales: usize,
  x: usize,
  tokens: i32,
  width: i32,
): void {
  for (let from = next() * ROWS; from < tokens; from = next() * ROWS)
    for (let t = from; t < min(from + ROWS, tokens); t++) {
      const id = <usize>load<i32>(ids + ((<usize>t) << 2));
      const to = x + ((<usize>t * width) << 2);
      if (kind == INT8) {
        const row = table + id * width;
        const scale = load<f32>(scales + (id << 2));
        for (let j: usize = 0; j < <usize>width; j++)
          store<f32>(to + (j << 2), <f32>load<i8>(row + j) * scale);
      } else memory.copy(to, table + ((id * width) << 2), (<usize>width) << 2);
    }
}

/** Adds each token's row of dx [tokens, width] to the row of its id in dTable. A task has some columns of all tokens. */
export function embedBackward(ids: usize, dx: usize, dTable: usize, tokens: i32, width: i32): void {
  for (let from = next() * COLUMNS; from < width; from = next() * COLUMNS)
    for (let t = 0; t < tokens; t++) {
      const id = <usize>load<i32>(ids + ((<usize>t) << 2));
      const row = dTable + ((id * width) << 2);
      const own = dx + ((<usize>t * width) << 2);
      const end = (<usize>min(from + COLUMNS, width)) << 2;
      for (let j = (<usize>from) << 2; j < end; j += 4)
        store<f32>(row + j, load<f32>(row + j) + load<f32>(own + j));
    }
}
