import { madd, sigmoid4, sum4 } from './simd';
import { next } from './threads';

/** Rows of one task. */
const CHUNK: i32 = 8;

/** act [rows, hidden] = silu(h1) * h3 for h [rows, 2 hidden], h1 beside h3; `total` holds how many rows. */
export function activate(total: usize, h: usize, act: usize, hidden: i32): void {
  const rows = load<i32>(total);
  const bytes = (<usize>hidden) << 2;
  for (let from = next() * CHUNK; from < rows; from = next() * CHUNK)
    for (let row = from; row < min(from + CHUNK, rows); row++) {
      const h1 = h + 2 * <usize>row * bytes;
      const to = act + <usize>row * bytes;
      // Every buffer has room for whole vectors; what a last one reads too much is not stored.
      for (let j: usize = 0; j < bytes; j += 16) {
        const z = v128.load(h1 + j);
        const value = f32x4.mul(f32x4.mul(z, sigmoid4(z)), v128.load(h1 + bytes + j));
        keep(to + j, value, bytes - j);
      }
    }
}

/** Stores the lanes that lie in the `bytes` left. */
// @ts-ignore: decorator
@inline
function keep(to: usize, value: v128, bytes: usize): void {
  if (bytes >= 16) return v128.store(to, value);
  store<f32>(to, f32x4.extract_lane(value, 0));
  if (bytes > 4) store<f32>(to, f32x4.extract_lane(value, 1), 4);
  if (bytes > 8) store<f32>(to, f32x4.extract_lane(value, 2), 8);
}

/**
 * out [tokens, width] = x + the sum over each token's experts of weight * y, where y [.., width] has a row for each
 * assignment (`rows`). Without x it is the sum alone; without `weights` each counts once.
 */
export function combine(
  x: usize,
  y: usize,
  rows: usize,
  weights: usize,
  out: usize,
  tokens: i32,
  topK: i32,
  width: i32,
): void {
  const bytes = (<usize>width) << 2;
  for (let from = next() * CHUNK; from < tokens; from = next() * CHUNK)
    for (let t = from; t < min(from + CHUNK, tokens); t++) {
      const to = out + <usize>t * bytes;
      if (x) memory.copy(to, x + <usize>t * bytes, bytes);
      else memory.fill(to, 0, bytes);
      for (let i = t * topK; i < (t + 1) * topK; i++) {
        const row = y + <usize>load<i32>(rows + ((<usize>i) << 2)) * bytes;
        addScaled(to, row, weights ? load<f32>(weights + ((<usize>i) << 2)) : 1, bytes);
      }
    }
}

/** to += scale * from. */
function addScaled(to: usize, from: usize, scale: f32, bytes: usize): void {
  const scales = f32x4.splat(scale);
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16)
    v128.store(to + j, madd(v128.load(from + j), scales, v128.load(to + j)));
  for (; j < bytes; j += 4) store<f32>(to + j, load<f32>(to + j) + load<f32>(from + j) * scale);
}

/**
 * From u [rows, hidden] = w2ᵀ dOut: dh in the place of h, and `dWeights` of each assignment. With `act` that gets
 * weight * silu(h1) * h3, which the gradient of w2 is made of.
 */
export function expertsBackwardHidden(
  total: usize,
  assignments: usize,
  weights: usize,
  h: usize,
  u: usize,
  dWeights: usize,
  act: usize,
  hidden: i32,
): void {
  const rows = load<i32>(total);
  const bytes = (<usize>hidden) << 2;
  for (let from = next() * CHUNK; from < rows; from = next() * CHUNK)
    for (let row = from; row < min(from + CHUNK, rows); row++) {
      const assignment = load<i32>(assignments + ((<usize>row) << 2));
      if (assignment < 0) continue;
      const offset = (<usize>assignment) << 2;
      const at = <usize>row * bytes;
      const dot = rowBackward(h + 2 * at, u + at, act ? act + at : 0, load<f32>(weights + offset), bytes);
      store<f32>(dWeights + offset, dot);
    }
}

function rowBackward(h1: usize, u: usize, act: usize, weight: f32, bytes: usize): f32 {
  const one = f32x4.splat(1);
  const w = f32x4.splat(weight);
  let dots = f32x4.splat(0);
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) {
    const z = v128.load(h1 + j);
    const h3 = v128.load(h1 + bytes + j);
    const up = v128.load(u + j);
    const s = sigmoid4(z);
    const silu = f32x4.mul(z, s);
    const value = f32x4.mul(silu, h3);
    dots = madd(value, up, dots);
    if (act) v128.store(act + j, f32x4.mul(w, value));
    const wu = f32x4.mul(w, up);
    const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, s))));
    v128.store(h1 + j, f32x4.mul(f32x4.mul(wu, h3), slope));
    v128.store(h1 + bytes + j, f32x4.mul(wu, silu));
  }
  let dot = sum4(dots);
  for (; j < bytes; j += 4) {
    const z = load<f32>(h1 + j);
    const h3 = load<f32>(h1 + bytes + j);
    const up = load<f32>(u + j);
    const s = f32x4.extract_lane(sigmoid4(f32x4.splat(z)), 0);
    dot += z * s * h3 * up;
    if (act) store<f32>(act + j, weight * z * s * h3);
    store<f32>(h1 + j, weight * up * h3 * s * (1 + z * (1 - s)));
    store<f32>(h1 + bytes + j, weight * up * z * s);
  }
  return dot;
}

/** db [tokens, width] += dScores [tokens, experts] times the router [experts, width], for the experts of each token. */
export function addThroughRouter(
  chosen: usize,
  dScores: usize,
  router: usize,
  db: usize,
  tokens: i32,
  experts: i32,
  topK: i32,
  width: i32,
): void {
  const bytes = (<usize>width) << 2;
  for (let from = next() * CHUNK; from < tokens; from = next() * CHUNK)
    for (let t = from; t < min(from + CHUNK, tokens); t++)
      for (let i = t * topK; i < (t + 1) * topK; i++) {
        const expert = load<i32>(chosen + ((<usize>i) << 2));
        const score = load<f32>(dScores + ((<usize>(t * experts + expert)) << 2));
        addScaled(db + <usize>t * bytes, router + <usize>expert * bytes, score, bytes);
      }
}
