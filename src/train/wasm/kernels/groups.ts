/**
 * Rows of a matrix that are multiplied by the same other matrix: pairs of words, the first row (a whole number of
 * panels from 0) and how many. A batch's tokens are one group, the rows of each expert one.
 */
// @ts-ignore: decorator
@inline
export function firstRow(groups: usize, group: i32): i32 {
  return load<i32>(groups + ((<usize>group) << 3));
}

// @ts-ignore: decorator
@inline
export function rowCount(groups: usize, group: i32): i32 {
  return load<i32>(groups + ((<usize>group) << 3), 4);
}

// @ts-ignore: decorator
@inline
export function blocks(count: i32, size: i32): i32 {
  return (count + size - 1) / size;
}
