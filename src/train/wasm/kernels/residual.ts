import { next } from './threads';

/** Numbers of one task. */
const CHUNK: i32 = 1 << 14;

/** out = a + b, `count` numbers each. */
export function add(a: usize, b: usize, out: usize, count: i32): void {
  for (let from = next() * CHUNK; from < count; from = next() * CHUNK) {
    let i = (<usize>from) << 2;
    const end = (<usize>min(from + CHUNK, count)) << 2;
    for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
    for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) + load<f32>(b + i));
  }
}
