import { madd, sum4 } from './simd';
import { next } from './threads';

/** Rows of one task; on the way back each has its own sum of the gain's gradient (`NORM_CHUNK` of `model.ts`). */
const CHUNK: i32 = 16;

/** y [rows, width] = x / sqrt(mean(x²) + eps) * gain; `inverse` [rows] keeps 1 / sqrt(...). */
export function rmsnorm(
  x: usize,
  gain: usize,
  y: usize,
  inverse: usize,
  rows: i32,
  width: i32,
  eps: f32,
): void {
  const bytes = (<usize>width) << 2;
  const whole = bytes & ~15;
  for (let from = next() * CHUNK; from < rows; from = next() * CHUNK)
    for (let row = from; row < min(from + CHUNK, rows); row++) {
      const at = x + <usize>row * bytes;
      const to = y + <usize>row * bytes;
      let sums = f32x4.splat(0);
      for (let i: usize = 0; i < whole; i += 16) {
        const v = v128.load(at + i);
        sums = madd(v, v, sums);
      }
      let squares = sum4(sums);
      for (let i = whole; i < bytes; i += 4) squares += load<f32>(at + i) * load<f32>(at + i);
      const r: f32 = 1 / sqrt<f32>(squares / <f32>width + eps);
      store<f32>(inverse + ((<usize>row) << 2), r);
      const scale = f32x4.splat(r);
      for (let i: usize = 0; i < whole; i += 16)
        v128.store(to + i, f32x4.mul(f32x4.mul(v128.load(at + i), scale), v128.load(gain + i)));
      for (let i = whole; i < bytes; i += 4)
        store<f32>(to + i, load<f32>(at + i) * r * load<f32>(gain + i));
    }
}

/** What becomes of the gradient of x. */
const LEAVE: i32 = 0;
const ADD: i32 = 2;

/**
 * From dy [rows, width]: dx is left (`mode` 0), assigned (1) or added to (2). With `sums` [ceil(rows / CHUNK), width]
 * each chunk's part of the gain's gradient goes there, for `reduce` to add.
 */
export function rmsnormBackward(
  x: usize,
  gain: usize,
  inverse: usize,
  dy: usize,
  dx: usize,
  mode: i32,
  sums: usize,
  rows: i32,
  width: i32,
): void {
  const bytes = (<usize>width) << 2;
  for (let chunk = next(); chunk * CHUNK < rows; chunk = next()) {
    const own = sums ? sums + <usize>chunk * bytes : 0;
    if (own) memory.fill(own, 0, bytes);
    for (let row = chunk * CHUNK; row < min((chunk + 1) * CHUNK, rows); row++) {
      const offset = <usize>row * bytes;
      const r = load<f32>(inverse + ((<usize>row) << 2));
      rowBackward(x + offset, gain, r, dy + offset, dx + offset, mode, own, bytes, width);
    }
  }
}

function rowBackward(
  x: usize,
  gain: usize,
  r: f32,
  dy: usize,
  dx: usize,
  mode: i32,
  own: usize,
  bytes: usize,
  width: i32,
): void {
  const whole = bytes & ~15;
  const scale = f32x4.splat(r);
  if (own) {
    for (let i: usize = 0; i < whole; i += 16) {
      const part = f32x4.mul(f32x4.mul(v128.load(dy + i), v128.load(x + i)), scale);
      v128.store(own + i, f32x4.add(v128.load(own + i), part));
    }
    for (let i = whole; i < bytes; i += 4)
      store<f32>(own + i, load<f32>(own + i) + load<f32>(dy + i) * load<f32>(x + i) * r);
  }
  if (mode == LEAVE) return;
  let dots = f32x4.splat(0);
  for (let i: usize = 0; i < whole; i += 16)
    dots = madd(f32x4.mul(v128.load(gain + i), v128.load(dy + i)), v128.load(x + i), dots);
  let dot = sum4(dots);
  for (let i = whole; i < bytes; i += 4) dot += load<f32>(gain + i) * load<f32>(dy + i) * load<f32>(x + i);
  // dx = r (gain dy - x r mean), where mean is that of gain dy x r.
  const pull: f32 = (dot * r * r) / <f32>width;
  const pulls = f32x4.splat(pull);
  for (let i: usize = 0; i < whole; i += 16) {
    const straight = f32x4.mul(v128.load(gain + i), v128.load(dy + i));
    let value = f32x4.mul(scale, f32x4.sub(straight, f32x4.mul(v128.load(x + i), pulls)));
    if (mode == ADD) value = f32x4.add(v128.load(dx + i), value);
    v128.store(dx + i, value);
  }
  for (let i = whole; i < bytes; i += 4) {
    const value = r * (load<f32>(gain + i) * load<f32>(dy + i) - load<f32>(x + i) * pull);
    store<f32>(dx + i, mode == ADD ? load<f32>(dx + i) + value : value);
  }
}
