import { blocks, firstRow, rowCount } from './groups';
import { packPanel, packPanelTransposed, packRight, packRightTransposed } from './packing';
import { next, scratch } from './threads';
import { COLUMNS, ROWS, tile } from './tile';

/** So many panels are packed in one task. */
const PANELS_PER_TASK: i32 = 8;

/**
 * The left operand of a product, [rows, k] in float32 with rows `ld` numbers apart, into panels; the rows of each group
 * are those of `a`, or with `index` the rows of `a` that it names.
 */
export function packLeft(groups: usize, count: i32, a: usize, ld: i32, index: usize, k: i32, out: usize): void {
  const size = (<usize>(k * ROWS)) << 2;
  let task = next();
  for (let g = 0, begin = 0; g < count; g++) {
    const panels = blocks(rowCount(groups, g), ROWS);
    const end = begin + blocks(panels, PANELS_PER_TASK);
    const first = firstRow(groups, g);
    while (task < end) {
      const from = (task - begin) * PANELS_PER_TASK;
      for (let p = from; p < min(from + PANELS_PER_TASK, panels); p++) {
        const row = first + p * ROWS;
        const rows = min(ROWS, rowCount(groups, g) - p * ROWS);
        const source = index ? a : a + ((<usize>row * ld) << 2);
        const indices = index ? index + ((<usize>row) << 2) : 0;
        packPanel(source, (<usize>ld) << 2, indices, rows, k, out + <usize>(row / ROWS) * size);
      }
      task = next();
    }
    begin = end;
  }
}

/**
 * The left operand of a product over rows: the transposed [m, rows] of the first `m` columns of each group's rows, as
 * for `packLeft`. A group's panels, [rows, ROWS] each, begin at its first row times the width of all panels.
 */
export function packLeftTransposed(
  groups: usize,
  count: i32,
  a: usize,
  ld: i32,
  index: usize,
  m: i32,
  out: usize,
): void {
  const panels = blocks(m, ROWS);
  for (let task = next(); task < panels * count; task = next()) {
    const g = task / panels;
    const p = task % panels;
    const first = firstRow(groups, g);
    const k = rowCount(groups, g);
    const column = (<usize>(p * ROWS)) << 2;
    const source = (index ? a : a + ((<usize>first * ld) << 2)) + column;
    const indices = index ? index + ((<usize>first) << 2) : 0;
    const to = out + ((<usize>(first * panels + p * k) * ROWS) << 2);
    packPanelTransposed(source, (<usize>ld) << 2, indices, min(ROWS, m - p * ROWS), k, to);
  }
}

/**
 * C [rows, n] = A B or, with `add`, C + A B, for each group's rows with a B [k, n] of its own.
 *
 * `a` is packed by `packLeft` with `depth` columns, of which `k` from `from` on are used. B lies at `b`, the next
 * group's `bStep` numbers on, in float32 or int8 (`kind`, with the scales of its rows, `scaleStep` further for the next
 * group); its rows are `ldb` numbers apart. With `transposed` it is stored [n, k]. C's rows are `ldc` numbers apart.
 *
 * A task is a block of C of `rowBlock` x `columnBlock`: its part of B is packed once, `depthBlock` of k at a time,
 * which stays in the core's own cache while all rows go by.
 */
export function product(
  groups: usize,
  count: i32,
  a: usize,
  depth: i32,
  from: i32,
  k: i32,
  n: i32,
  kind: i32,
  b: usize,
  bStep: i32,
  scales: usize,
  scaleStep: i32,
  ldb: i32,
  transposed: i32,
  c: usize,
  ldc: i32,
  add: i32,
  rowBlock: i32,
  columnBlock: i32,
  depthBlock: i32,
): void {
  const across = blocks(n, columnBlock);
  const bytes: usize = kind == 0 ? 4 : 1;
  let task = next();
  for (let g = 0, begin = 0; g < count; g++) {
    const rows = rowCount(groups, g);
    const end = begin + blocks(rows, rowBlock) * across;
    const matrix = b + <usize>g * <usize>bStep * bytes;
    const scale = scales + ((<usize>(g * scaleStep)) << 2);
    while (task < end) {
      const row = ((task - begin) / across) * rowBlock;
      const column = ((task - begin) % across) * columnBlock;
      const height = min(rowBlock, rows - row);
      const width = min(columnBlock, n - column);
      const panels = a + ((<usize>(firstRow(groups, g) + row) * <usize>depth) << 2);
      const to = c + (((<usize>(firstRow(groups, g) + row) * <usize>ldc) + <usize>column) << 2);
      for (let at = 0; at < k; at += depthBlock) {
        const deep = min(depthBlock, k - at);
        if (transposed) {
          const corner = matrix + (<usize>column * <usize>ldb + <usize>at) * bytes;
          packRightTransposed(kind, corner, scale + ((<usize>column) << 2), ldb, deep, width, scratch);
        } else {
          // 64 columns at a time: more panels at once, a power of two apart, push each other out of the near cache.
          for (let j = 0; j < width; j += 64) {
            const corner = matrix + (<usize>at * <usize>ldb + <usize>(column + j)) * bytes;
            const to = scratch + ((<usize>(j * deep)) << 2);
            packRight(kind, corner, scale + ((<usize>at) << 2), ldb, 0, deep, min(64, width - j), to);
          }
        }
        multiply(panels, depth, from + at, deep, scratch, height, width, to, ldc, add != 0 || at > 0);
      }
      task = next();
    }
    begin = end;
  }
}

/**
 * C [m, n] = Aᵀ B over each group's rows, or C + Aᵀ B: the gradient of a matrix from that of its outputs and its inputs.
 * `a` is packed by `packLeftTransposed`; B's rows are those of the group, or with `index` the rows of `b` that it names,
 * in float32, `ldb` numbers apart. The groups' C lie `cStep` numbers apart. Tasks as in `product`.
 */
export function productOverRows(
  groups: usize,
  count: i32,
  a: usize,
  m: i32,
  n: i32,
  b: usize,
  ldb: i32,
  index: usize,
  c: usize,
  cStep: i32,
  ldc: i32,
  add: i32,
  rowBlock: i32,
  columnBlock: i32,
  depthBlock: i32,
): void {
  const across = blocks(n, columnBlock);
  const perGroup = blocks(m, rowBlock) * across;
  const wide = blocks(m, ROWS) * ROWS;
  for (let task = next(); task < perGroup * count; task = next()) {
    const g = task / perGroup;
    const row = ((task % perGroup) / across) * rowBlock;
    const column = (task % across) * columnBlock;
    const first = firstRow(groups, g);
    const k = rowCount(groups, g);
    const width = min(columnBlock, n - column);
    const height = min(rowBlock, m - row);
    const panels = a + ((<usize>(first * wide + row * k)) << 2);
    const to = c + ((<usize>g * <usize>cStep + <usize>row * <usize>ldc + <usize>column) << 2);
    let at = 0;
    do {
      const deep = min(depthBlock, k - at);
      const source = b + ((<usize>column + (index ? 0 : <usize>(first + at) * <usize>ldb)) << 2);
      const indices = index ? index + ((<usize>(first + at)) << 2) : 0;
      packRight(0, source, 0, ldb, indices, deep, width, scratch);
      multiply(panels, k, at, deep, scratch, height, width, to, ldc, add != 0 || at > 0);
      at += depthBlock;
    } while (at < k);
  }
}

/** One block of C, by tiles: each panel of A meets all panels of B while it is in the nearest cache. */
function multiply(
  a: usize,
  depth: i32,
  from: i32,
  k: i32,
  b: usize,
  rows: i32,
  columns: i32,
  c: usize,
  ldc: i32,
  add: bool,
): void {
  const bPanel = (<usize>(k * COLUMNS)) << 2;
  for (let i = 0; i < rows; i += ROWS) {
    const left = a + ((<usize>(i * depth + from * ROWS)) << 2);
    const to = c + ((<usize>i * <usize>ldc) << 2);
    let right = b;
    for (let j = 0; j < columns; j += COLUMNS, right += bPanel)
      tile(
        k,
        left,
        right,
        to + ((<usize>j) << 2),
        (<usize>ldc) << 2,
        min(ROWS, rows - i),
        min(COLUMNS, columns - j),
        add,
      );
  }
}
