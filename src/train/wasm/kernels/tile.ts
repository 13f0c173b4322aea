import { madd } from './simd';

/**
 * The heart of every product: a tile of `ROWS` x `COLUMNS` sums that stays in registers. A fused multiply-add leaves
 * room for six rows; without it the compiler needs registers for the products, and four are the fastest.
 */
export const ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
export const COLUMNS: i32 = 8;

/**
 * C [rows, columns] = A B, or C + A B with `add`. `a` is a panel [k, ROWS], `b` a panel [k, COLUMNS], `c` a place in a
 * matrix whose rows are `ldc` bytes apart. `rows` and `columns` may be less at a matrix's edge; the rest is not stored.
 */
export function tile(
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  ldc: usize,
  rows: i32,
  columns: i32,
  add: bool,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tile6(k, a, b, c, ldc, rows, columns, add);
  else tile4(k, a, b, c, ldc, rows, columns, add);
}

function tile6(
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  ldc: usize,
  rows: i32,
  columns: i32,
  add: bool,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let c40 = c00;
  let c41 = c00;
  let c50 = c00;
  let c51 = c00;
  for (const end = b + ((<usize>k) << 5); b < end; b += 32, a += 24) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = madd(s, b0, c00);
    c01 = madd(s, b1, c01);
    s = v128.load32_splat(a, 4);
    c10 = madd(s, b0, c10);
    c11 = madd(s, b1, c11);
    s = v128.load32_splat(a, 8);
    c20 = madd(s, b0, c20);
    c21 = madd(s, b1, c21);
    s = v128.load32_splat(a, 12);
    c30 = madd(s, b0, c30);
    c31 = madd(s, b1, c31);
    s = v128.load32_splat(a, 16);
    c40 = madd(s, b0, c40);
    c41 = madd(s, b1, c41);
    s = v128.load32_splat(a, 20);
    c50 = madd(s, b0, c50);
    c51 = madd(s, b1, c51);
  }
  put(c, c00, c01, columns, add);
  if (rows > 1) put(c + ldc, c10, c11, columns, add);
  if (rows > 2) put(c + 2 * ldc, c20, c21, columns, add);
  if (rows > 3) put(c + 3 * ldc, c30, c31, columns, add);
  if (rows > 4) put(c + 4 * ldc, c40, c41, columns, add);
  if (rows > 5) put(c + 5 * ldc, c50, c51, columns, add);
}

function tile4(
  k: i32,
  a: usize,
  b: usize,
  c: usize,
  ldc: usize,
  rows: i32,
  columns: i32,
  add: bool,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  for (const end = b + ((<usize>k) << 5); b < end; b += 32, a += 16) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = madd(s, b0, c00);
    c01 = madd(s, b1, c01);
    s = v128.load32_splat(a, 4);
    c10 = madd(s, b0, c10);
    c11 = madd(s, b1, c11);
    s = v128.load32_splat(a, 8);
    c20 = madd(s, b0, c20);
    c21 = madd(s, b1, c21);
    s = v128.load32_splat(a, 12);
    c30 = madd(s, b0, c30);
    c31 = madd(s, b1, c31);
  }
  put(c, c00, c01, columns, add);
  if (rows > 1) put(c + ldc, c10, c11, columns, add);
  if (rows > 2) put(c + 2 * ldc, c20, c21, columns, add);
  if (rows > 3) put(c + 3 * ldc, c30, c31, columns, add);
}

/** Stores the first `columns` of a row of a tile. */
// @ts-ignore: decorator
@inline
function put(c: usize, left: v128, right: v128, columns: i32, add: bool): void {
  if (columns == COLUMNS) {
    v128.store(c, add ? f32x4.add(v128.load(c), left) : left);
    v128.store(c, add ? f32x4.add(v128.load(c, 16), right) : right, 16);
  } else putPart(c, left, right, columns, add);
}

function putPart(c: usize, left: v128, right: v128, columns: i32, add: bool): void {
  let row = left;
  for (let j = 0; j < columns; j++, c += 4) {
    if (j == 4) row = right;
    const value = f32x4.extract_lane(row, 0);
    store<f32>(c, add ? load<f32>(c) + value : value);
    row = v128.shuffle<f32>(row, row, 1, 2, 3, 0);
  }
}
