import type { Numbers } from './product';

/**
 * qkv [tokens, 3 width] with queries and keys turned by their position in rows of `length` tokens;
 * direction -1 turns back.
 */
export function rotate(
  qkv: Numbers,
  { width, heads, length, theta }: { width: number; heads: number; length: number; theta: number },
  direction: 1 | -1,
): Float64Array {
  const out = Float64Array.from(qkv);
  const half = width / heads / 2;
  for (let token = 0; token < qkv.length / (3 * width); token++)
    for (let head = 0; head < 2 * heads; head++)
      for (let j = 0; j < half; j++) {
        const angle = direction * (token % length) * theta ** (-j / half);
        const u = token * 3 * width + head * 2 * half + j;
        const w = u + half;
        out[u] = qkv[u] * Math.cos(angle) - qkv[w] * Math.sin(angle);
        out[w] = qkv[w] * Math.cos(angle) + qkv[u] * Math.sin(angle);
      }
  return out;
}
