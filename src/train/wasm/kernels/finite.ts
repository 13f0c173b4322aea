import { next } from './threads';

/** Numbers of one task. */
const CHUNK: i32 = 1 << 15;

/** Raises `flag` where one of `count` numbers is not finite: its exponent has every bit. */
export function checkFinite(values: usize, count: i32, flag: usize): void {
  const exponent = i32x4.splat(0x7f800000);
  for (let from = next() * CHUNK; from < count; from = next() * CHUNK) {
    const end = (<usize>min(from + CHUNK, count)) << 2;
    let i = (<usize>from) << 2;
    let found = i32x4.splat(0);
    for (; i + 16 <= end; i += 16)
      found = v128.or(found, i32x4.eq(v128.and(v128.load(values + i), exponent), exponent));
    let any = v128.any_true(found);
    for (; i < end; i += 4) any = any || (load<u32>(values + i) & 0x7f800000) == 0x7f800000;
    if (any) atomic.store<i32>(flag, 1);
  }
}
