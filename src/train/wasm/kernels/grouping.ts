import { next } from './threads';
import { ROWS } from './tile';

/**
 * Sorts the assignments, `chosen` [tokens, topK], by expert. Each expert's rows begin at a whole panel:
 *
 * - `groups` [experts]: pairs of an expert's first row and how many it has;
 * - `rows` [tokens, topK]: the row of each assignment;
 * - `sources`: the token of each row, and `assignments`: its assignment, -1 for the rows in between;
 * - `total`: how many rows there are, those in between counted.
 */
export function group(
  chosen: usize,
  tokens: i32,
  topK: i32,
  experts: i32,
  groups: usize,
  rows: usize,
  sources: usize,
  assignments: usize,
  total: usize,
): void {
  if (next() != 0) return;
  let row = 0;
  for (let e = 0; e < experts; e++) {
    const first = row;
    for (let i = 0; i < tokens * topK; i++) {
      if (load<i32>(chosen + ((<usize>i) << 2)) != e) continue;
      store<i32>(rows + ((<usize>i) << 2), row);
      store<i32>(sources + ((<usize>row) << 2), i / topK);
      store<i32>(assignments + ((<usize>row) << 2), i);
      row++;
    }
    store<i32>(groups + ((<usize>e) << 3), first);
    store<i32>(groups + ((<usize>e) << 3), row - first, 4);
    for (; row % ROWS != 0; row++) store<i32>(assignments + ((<usize>row) << 2), -1);
  }
  store<i32>(total, row);
}
