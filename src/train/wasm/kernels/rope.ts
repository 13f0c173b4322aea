import { next } from './threads';

/** Rows of one task. */
const CHUNK: i32 = 16;

/**
 * Turns the queries and keys in qkv [rows * length, 3 width] by the angle of their position, in place; `direction` -1
 * turns them back. `cosines` and `sines` are [context, head / 2]; a head's two halves are the two coordinates of each pair.
 */
export function rotate(
  qkv: usize,
  cosines: usize,
  sines: usize,
  tokens: i32,
  length: i32,
  width: i32,
  heads: i32,
  direction: f32,
): void {
  const half = width / heads / 2;
  const bytes = (<usize>half) << 2;
  for (let from = next() * CHUNK; from < tokens; from = next() * CHUNK)
    for (let t = from; t < min(from + CHUNK, tokens); t++) {
      const cos = cosines + <usize>(t % length) * bytes;
      const sin = sines + <usize>(t % length) * bytes;
      for (let h = 0; h < 2 * heads; h++)
        turn(qkv + ((<usize>(t * 3 * width + h * 2 * half)) << 2), cos, sin, bytes, direction);
    }
}

function turn(at: usize, cos: usize, sin: usize, bytes: usize, direction: f32): void {
  const way = f32x4.splat(direction);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const u = v128.load(at + i);
    const w = v128.load(at + bytes + i);
    const c = v128.load(cos + i);
    const s = f32x4.mul(v128.load(sin + i), way);
    v128.store(at + i, f32x4.sub(f32x4.mul(u, c), f32x4.mul(w, s)));
    v128.store(at + bytes + i, f32x4.add(f32x4.mul(w, c), f32x4.mul(u, s)));
  }
  for (; i < bytes; i += 4) {
    const u = load<f32>(at + i);
    const w = load<f32>(at + bytes + i);
    const c = load<f32>(cos + i);
    const s = load<f32>(sin + i) * direction;
    store<f32>(at + i, u * c - w * s);
    store<f32>(at + bytes + i, w * c + u * s);
  }
}
