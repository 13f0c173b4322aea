import { next } from './threads';

/** Numbers of one task. */
const CHUNK: i32 = 1 << 14;

/**
 * One step of AdamW on `count` numbers, in place, in the order of PyTorch's. `step` holds what depends on the learning
 * rate and the number of the step: 1 - lr * decay, lr / (1 - beta1^t), 1 / sqrt(1 - beta2^t). Nothing happens where
 * `flag` says that a number of the step is not finite.
 */
export function adamw(
  values: usize,
  gradient: usize,
  momentum: usize,
  variance: usize,
  count: i32,
  step: usize,
  flag: usize,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  eps: f32,
): void {
  if (load<i32>(flag)) return;
  const keep = v128.load32_splat(step);
  const size = v128.load32_splat(step, 4);
  const correction = v128.load32_splat(step, 8);
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const r1 = f32x4.splat(rest1);
  const r2 = f32x4.splat(rest2);
  const e = f32x4.splat(eps);
  for (let from = next() * CHUNK; from < count; from = next() * CHUNK) {
    const end = (<usize>min(from + CHUNK, count)) << 2;
    for (let i = (<usize>from) << 2; i < end; i += 16) {
      // Every buffer has room for whole vectors.
      const g = v128.load(gradient + i);
      const m = f32x4.add(f32x4.mul(b1, v128.load(momentum + i)), f32x4.mul(r1, g));
      const v = f32x4.add(f32x4.mul(b2, v128.load(variance + i)), f32x4.mul(f32x4.mul(r2, g), g));
      const p = f32x4.mul(keep, v128.load(values + i));
      const root = f32x4.add(f32x4.mul(f32x4.sqrt(v), correction), e);
      v128.store(momentum + i, m);
      v128.store(variance + i, v);
      v128.store(values + i, f32x4.sub(p, f32x4.div(f32x4.mul(size, m), root)));
    }
  }
}
