import { COLUMNS, ROWS } from './tile';

/**
 * Operands as tiles read them. A left operand is cut into panels of `ROWS` rows, each laid out [k, ROWS]; a right
 * operand into panels of `COLUMNS` columns, each [k, COLUMNS]. What a matrix lacks to whole panels is 0.
 */

/** The types of a right operand. */
export const FLOAT32: i32 = 0;
/** Each row of the matrix, as it is stored, has a scale: `value = int8 * scale`. */
export const INT8: i32 = 1;

/** One panel from `rows` rows of `k` numbers: row r at `a + ld r` or, with `index`, at `a + ld index[r]`. `ld` in bytes. */
export function packPanel(a: usize, ld: usize, index: usize, rows: i32, k: i32, out: usize): void {
  if (rows < ROWS) memory.fill(out, 0, <usize>(k * ROWS) << 2);
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    const a0 = a + ld * at(index, r);
    const a1 = a + ld * at(index, r + 1);
    const a2 = a + ld * at(index, r + 2);
    const a3 = a + ld * at(index, r + 3);
    pack4(a0, a1, a2, a3, k, out + ((<usize>r) << 2));
  }
  for (; r < rows; r++) {
    let to = out + ((<usize>r) << 2);
    let from = a + ld * at(index, r);
    for (const end = from + ((<usize>k) << 2); from < end; from += 4, to += <usize>ROWS << 2)
      store<f32>(to, load<f32>(from));
  }
}

/** Row r of a gathered matrix. */
// @ts-ignore: decorator
@inline
function at(index: usize, r: i32): usize {
  return index ? <usize>load<i32>(index + ((<usize>r) << 2)) : <usize>r;
}

/** Four rows of a panel, four columns at once. */
function pack4(a0: usize, a1: usize, a2: usize, a3: usize, k: i32, to: usize): void {
  const step: usize = <usize>ROWS << 2;
  let done = 0;
  for (; done + 4 <= k; done += 4, a0 += 16, a1 += 16, a2 += 16, a3 += 16, to += step << 2) {
    const r0 = v128.load(a0);
    const r1 = v128.load(a1);
    const r2 = v128.load(a2);
    const r3 = v128.load(a3);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
    v128.store(to + step, v128.shuffle<f64>(low01, low23, 1, 3));
    v128.store(to + 2 * step, v128.shuffle<f64>(high01, high23, 0, 2));
    v128.store(to + 3 * step, v128.shuffle<f64>(high01, high23, 1, 3));
  }
  for (; done < k; done++, a0 += 4, a1 += 4, a2 += 4, a3 += 4, to += step) {
    store<f32>(to, load<f32>(a0));
    store<f32>(to, load<f32>(a1), 4);
    store<f32>(to, load<f32>(a2), 8);
    store<f32>(to, load<f32>(a3), 12);
  }
}

/** One panel of the transposed matrix, from `k` rows of `rows` numbers each: the rows as for `packPanel`. */
export function packPanelTransposed(a: usize, ld: usize, index: usize, rows: i32, k: i32, out: usize): void {
  const size: usize = <usize>ROWS << 2;
  if (rows < ROWS) memory.fill(out, 0, <usize>k * size);
  for (let p = 0; p < k; p++, out += size) {
    const from = a + ld * at(index, p);
    if (rows == ROWS) {
      v128.store(out, v128.load(from));
      if (ROWS == 6) store<u64>(out, load<u64>(from, 16), 16);
    } else for (let r: usize = 0; r < <usize>rows << 2; r += 4) store<f32>(out + r, load<f32>(from + r));
  }
}

/**
 * Columns `from` to `from + columns` of a matrix B whose rows (those of `k`) are `ld` numbers apart, as panels; rows
 * as for `packPanel`. `scales` is that of the first row.
 */
export function packRight(
  kind: i32,
  b: usize,
  scales: usize,
  ld: usize,
  index: usize,
  k: i32,
  columns: i32,
  out: usize,
): void {
  const panel: usize = (<usize>k * COLUMNS) << 2;
  const whole = columns - (columns % COLUMNS);
  if (whole < columns) memory.fill(out + <usize>(whole / COLUMNS) * panel, 0, panel);
  for (let p = 0; p < k; p++, out += COLUMNS << 2) {
    const row = at(index, p) * ld;
    let to = out;
    if (kind == INT8) {
      const scale = load<f32>(scales + ((<usize>p) << 2));
      let from = b + row;
      for (const end = from + whole; from < end; from += COLUMNS, to += panel)
        storeWidened(to, from, f32x4.splat(scale));
      for (let j = whole; j < columns; j++, from++, to += 4) store<f32>(to, <f32>load<i8>(from) * scale);
    } else {
      let from = b + (row << 2);
      for (const end = from + ((<usize>whole) << 2); from < end; from += COLUMNS << 2, to += panel) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      }
      for (let j = whole; j < columns; j++, from += 4, to += 4) store<f32>(to, load<f32>(from));
    }
  }
}

/** Eight int8 values times a scale each. */
// @ts-ignore: decorator
@inline
function storeWidened(to: usize, from: usize, scale: v128): void {
  const values = v128.load8x8_s(from);
  v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values)), scale));
  v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values)), scale), 16);
}

/**
 * The panels of a transposed matrix: column j of the operand is row j of B, of which `k` numbers are taken. The rows
 * are `ld` numbers apart; `scales` is that of the first.
 */
export function packRightTransposed(
  kind: i32,
  b: usize,
  scales: usize,
  ld: usize,
  k: i32,
  columns: i32,
  out: usize,
): void {
  const panel: usize = (<usize>k * COLUMNS) << 2;
  for (let j = 0; j < columns; j += COLUMNS, out += panel) {
    const count = min(COLUMNS, columns - j);
    if (count < COLUMNS) memory.fill(out, 0, panel);
    for (let r = 0; r < count; r += 4) {
      const to = out + ((<usize>r) << 2);
      const row = <usize>(j + r) * ld;
      const scale = scales + ((<usize>(j + r)) << 2);
      if (count - r >= 4) {
        if (kind == INT8) packRows4Int8(b + row, scale, ld, k, to);
        else packRows4(b + (row << 2), ld << 2, k, to);
      } else
        for (let i = 0; i < count - r; i++)
          if (kind == INT8)
            for (let p: usize = 0; p < <usize>k; p++)
              store<f32>(
                to + ((<usize>i) << 2) + ((p * COLUMNS) << 2),
                <f32>load<i8>(b + row + <usize>i * ld + p) * load<f32>(scale + ((<usize>i) << 2)),
              );
          else
            for (let p: usize = 0; p < <usize>k; p++)
              store<f32>(
                to + ((<usize>i) << 2) + ((p * COLUMNS) << 2),
                load<f32>(b + ((row + <usize>i * ld + p) << 2)),
              );
    }
  }
}

/** Half a panel of columns from four rows in float32. */
function packRows4(b: usize, ld: usize, k: i32, to: usize): void {
  let p = 0;
  for (; p + 4 <= k; p += 4, b += 16, to += (COLUMNS << 2) * 4)
    storeTransposed(to, v128.load(b), v128.load(b + ld), v128.load(b + 2 * ld), v128.load(b + 3 * ld));
  for (; p < k; p++, b += 4, to += COLUMNS << 2)
    for (let i: usize = 0; i < 4; i++) store<f32>(to + (i << 2), load<f32>(b + i * ld));
}

/** The same from four rows in int8. */
function packRows4Int8(b: usize, scales: usize, ld: usize, k: i32, to: usize): void {
  const s0 = v128.load32_splat(scales);
  const s1 = v128.load32_splat(scales, 4);
  const s2 = v128.load32_splat(scales, 8);
  const s3 = v128.load32_splat(scales, 12);
  let p = 0;
  for (; p + 8 <= k; p += 8, b += 8, to += (COLUMNS << 2) * 8) {
    const r0 = v128.load8x8_s(b);
    const r1 = v128.load8x8_s(b + ld);
    const r2 = v128.load8x8_s(b + 2 * ld);
    const r3 = v128.load8x8_s(b + 3 * ld);
    storeTransposed(to, low(r0, s0), low(r1, s1), low(r2, s2), low(r3, s3));
    storeTransposed(to + (COLUMNS << 2) * 4, high(r0, s0), high(r1, s1), high(r2, s2), high(r3, s3));
  }
  for (; p < k; p++, b++, to += COLUMNS << 2)
    for (let i: usize = 0; i < 4; i++)
      store<f32>(to + (i << 2), <f32>load<i8>(b + i * ld) * load<f32>(scales + (i << 2)));
}

// @ts-ignore: decorator
@inline
function low(values: v128, scale: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values)), scale);
}

// @ts-ignore: decorator
@inline
function high(values: v128, scale: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values)), scale);
}

/** Four rows of four numbers as four columns of a panel, a row of the panel further each. */
// @ts-ignore: decorator
@inline
function storeTransposed(to: usize, r0: v128, r1: v128, r2: v128, r3: v128): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 32);
  v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 64);
  v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 96);
}
