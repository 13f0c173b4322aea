import type { Numbers } from './product';

/** x [tokens, width] = table[ids]. */
export function forward(ids: Numbers, table: Numbers, width: number): Float64Array {
  return Float64Array.from(
    { length: ids.length * width },
    (_, i) => table[ids[Math.floor(i / width)] * width + (i % width)],
  );
}

/** dTable with each token's row of dx [tokens, width] added to its id's row. */
export function backward(ids: Numbers, dx: Numbers, dTable: Numbers, width: number): Float64Array {
  const sum = Float64Array.from(dTable);
  for (let i = 0; i < dx.length; i++) sum[ids[Math.floor(i / width)] * width + (i % width)] += dx[i];
  return sum;
}
