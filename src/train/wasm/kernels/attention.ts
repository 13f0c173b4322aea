import { blocks } from './groups';
import { FLOAT32, packPanel, packPanelTransposed, packRight, packRightTransposed } from './packing';
import { expUpTo0, max4, sum4 } from './simd';
import { next, scratch } from './threads';
import { COLUMNS, ROWS, tile } from './tile';

/** Numbers in a row of scores, whole tiles. */
// @ts-ignore: decorator
@inline
function padded(length: i32): i32 {
  return blocks(length, COLUMNS) * COLUMNS;
}

/**
 * Causal attention: out [rows * length, width] from the turned qkv [rows * length, 3 width]. The probabilities stay in
 * p [rows, heads, length, length] for the way back; what lies right of the diagonal's panel is never written or read.
 * A task is one head of one row.
 */
export function attention(
  qkv: usize,
  p: usize,
  out: usize,
  rows: i32,
  length: i32,
  width: i32,
  heads: i32,
): void {
  const size = width / heads;
  const wide = padded(length);
  const scale: f32 = 1 / sqrt<f32>(<f32>size);
  // This thread's scratch: keys and values as right operands, a panel of queries, one of scores, one of these packed.
  const keys = scratch;
  const values = keys + ((<usize>(wide * size)) << 2);
  const left = values + ((<usize>(length * padded(size))) << 2);
  const scores = left + ((<usize>(ROWS * max(wide, size))) << 2);
  for (let task = next(); task < rows * heads; task = next()) {
    const row = task / heads;
    const head = task % heads;
    const q = qkv + ((<usize>(row * length * 3 * width + head * size)) << 2);
    const own = p + ((<usize>task * <usize>(length * length)) << 2);
    const to = out + ((<usize>(row * length * width + head * size)) << 2);
    packRightTransposed(FLOAT32, q + ((<usize>width) << 2), 0, 3 * width, size, length, keys);
    packRight(FLOAT32, q + ((<usize>(2 * width)) << 2), 0, 3 * width, 0, length, size, values);
    for (let t = 0; t < length; t += ROWS) {
      const count = min(ROWS, length - t);
      const seen = t + count;
      packPanel(q + ((<usize>(t * 3 * width)) << 2), (<usize>(3 * width)) << 2, 0, count, size, left);
      panelByPanels(size, left, keys, size, scores, wide, count, seen);
      for (let r = 0; r < count; r++)
        softmax(scores + ((<usize>(r * wide)) << 2), own + ((<usize>((t + r) * length)) << 2), t + r + 1, seen, scale);
      packPanel(own + ((<usize>(t * length)) << 2), (<usize>length) << 2, 0, count, seen, left);
      panelByPanels(seen, left, values, length, to + ((<usize>(t * width)) << 2), width, count, size);
    }
  }
}

/** A panel of A [k, ROWS] by the panels of B, each `depth` deep, of which k are used: `count` rows of C, `columns` wide. */
function panelByPanels(
  k: i32,
  a: usize,
  b: usize,
  depth: i32,
  c: usize,
  ldc: i32,
  count: i32,
  columns: i32,
): void {
  const step = (<usize>(depth * COLUMNS)) << 2;
  for (let j = 0; j < columns; j += COLUMNS, b += step)
    tile(k, a, b, c + ((<usize>j) << 2), (<usize>ldc) << 2, count, min(COLUMNS, columns - j), false);
}

/** p[0..seen) = softmax(scale * scores[0..count)), and 0 beyond. */
function softmax(scores: usize, p: usize, count: i32, seen: i32, scale: f32): void {
  const bytes = (<usize>count) << 2;
  const whole = bytes & ~15;
  let most = f32x4.splat(-Infinity);
  for (let i: usize = 0; i < whole; i += 16) most = f32x4.max(most, v128.load(scores + i));
  let largest = max4(most);
  for (let i = whole; i < bytes; i += 4) largest = max(largest, load<f32>(scores + i));
  const shift = f32x4.splat(largest);
  const scales = f32x4.splat(scale);
  let sums = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16) {
    const power = expUpTo0(f32x4.mul(f32x4.sub(v128.load(scores + i), shift), scales));
    v128.store(scores + i, power);
    sums = f32x4.add(sums, power);
  }
  let sum = sum4(sums);
  for (let i = whole; i < bytes; i += 4) {
    const power = f32x4.extract_lane(expUpTo0(f32x4.splat((load<f32>(scores + i) - largest) * scale)), 0);
    store<f32>(scores + i, power);
    sum += power;
  }
  const share: f32 = 1 / sum;
  const shares = f32x4.splat(share);
  for (let i: usize = 0; i < whole; i += 16) v128.store(p + i, f32x4.mul(v128.load(scores + i), shares));
  for (let i = whole; i < bytes; i += 4) store<f32>(p + i, load<f32>(scores + i) * share);
  for (let i = bytes; i < (<usize>seen) << 2; i += 4) store<f32>(p + i, 0);
}

/** dQkv from dOut [rows * length, width] and the probabilities of `attention`. */
export function attentionBackward(
  qkv: usize,
  p: usize,
  dOut: usize,
  dQkv: usize,
  rows: i32,
  length: i32,
  width: i32,
  heads: i32,
): void {
  const size = width / heads;
  const wide = padded(length);
  const scale: f32 = 1 / sqrt<f32>(<f32>size);
  const deep = (<usize>(length * padded(size))) << 2;
  // Scratch: values transposed and keys, both later used for others; dS; a panel.
  const first = scratch;
  const second = first + ((<usize>(wide * max(size, padded(size)))) << 2);
  const dScores = second + deep;
  const left = dScores + ((<usize>(length * wide)) << 2);
  for (let task = next(); task < rows * heads; task = next()) {
    const row = task / heads;
    const head = task % heads;
    const offset = (<usize>(row * length * 3 * width + head * size)) << 2;
    const q = qkv + offset;
    const dq = dQkv + offset;
    const own = p + ((<usize>task * <usize>(length * length)) << 2);
    const from = dOut + ((<usize>(row * length * width + head * size)) << 2);
    const ld3 = (<usize>(3 * width)) << 2;
    const key = (<usize>width) << 2;

    packRightTransposed(FLOAT32, q + 2 * key, 0, 3 * width, size, length, first);
    packRight(FLOAT32, q + key, 0, 3 * width, 0, length, size, second);
    for (let t = 0; t < length; t += ROWS) {
      const count = min(ROWS, length - t);
      const seen = t + count;
      const dS = dScores + ((<usize>(t * wide)) << 2);
      packPanel(from + (<usize>t * key), key, 0, count, size, left);
      panelByPanels(size, left, first, size, dS, wide, count, seen);
      for (let r = 0; r < count; r++)
        softmaxBackward(
          own + ((<usize>((t + r) * length)) << 2),
          dS + ((<usize>(r * wide)) << 2),
          t + r + 1,
          seen,
          scale,
        );
      packPanel(dS, (<usize>wide) << 2, 0, count, seen, left);
      panelByPanels(seen, left, second, length, dq + <usize>t * ld3, 3 * width, count, size);
    }

    packRight(FLOAT32, q, 0, 3 * width, 0, length, size, first);
    packRight(FLOAT32, from, 0, width, 0, length, size, second);
    for (let s = 0; s < length; s += ROWS) {
      const count = min(ROWS, length - s);
      const below = length - s;
      const skip = (<usize>(s * COLUMNS)) << 2;
      const diagonal = (<usize>(s * wide + s)) << 2;
      packPanelTransposed(dScores + diagonal, (<usize>wide) << 2, 0, count, below, left);
      panelByPanels(below, left, first + skip, length, dq + key + <usize>s * ld3, 3 * width, count, size);
      packPanelTransposed(own + ((<usize>(s * length + s)) << 2), (<usize>length) << 2, 0, count, below, left);
      panelByPanels(below, left, second + skip, length, dq + 2 * key + <usize>s * ld3, 3 * width, count, size);
    }
  }
}

/** In the place of dP: dS = scale * p * (dP - the mean of dP by p), and 0 from `count` to `seen`. */
function softmaxBackward(p: usize, dP: usize, count: i32, seen: i32, scale: f32): void {
  const bytes = (<usize>count) << 2;
  const whole = bytes & ~15;
  let sums = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16)
    sums = f32x4.add(sums, f32x4.mul(v128.load(p + i), v128.load(dP + i)));
  let mean = sum4(sums);
  for (let i = whole; i < bytes; i += 4) mean += load<f32>(p + i) * load<f32>(dP + i);
  const means = f32x4.splat(mean);
  const scales = f32x4.splat(scale);
  for (let i: usize = 0; i < whole; i += 16) {
    const d = f32x4.sub(v128.load(dP + i), means);
    v128.store(dP + i, f32x4.mul(f32x4.mul(v128.load(p + i), d), scales));
  }
  for (let i = whole; i < bytes; i += 4)
    store<f32>(dP + i, load<f32>(p + i) * (load<f32>(dP + i) - mean) * scale);
  for (let i = bytes; i < (<usize>seen) << 2; i += 4) store<f32>(dP + i, 0);
}
