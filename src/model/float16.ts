/**
 * float16 in whole arrays. Written out here because a model has 38 million values: the well-known
 * library, to which the tests compare, takes half a minute for them, this a third of a second.
 */
let table: Float32Array | undefined;

/** The values of all 65,536 bit patterns. */
function decodeTable(): Float32Array {
  if (table) return table;
  table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 0x3ff;
    if (exponent === 31) table[bits] = fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    else if (exponent === 0) table[bits] = sign * fraction * 2 ** -24;
    else table[bits] = sign * (1024 + fraction) * 2 ** (exponent - 25);
  }
  return table;
}

/** Little-endian float16 bytes as float32 values, in a fresh array or written into `out`. */
export function float16ToFloat32(
  bytes: Uint8Array,
  out = new Float32Array(bytes.byteLength / 2),
): Float32Array<ArrayBuffer> {
  const values = decodeTable();
  for (let i = 0; i < out.length; i++) out[i] = values[bytes[2 * i] | (bytes[2 * i + 1] << 8)];
  return out;
}

/**
 * float32 values rounded to float16 (to nearest, ties to even), as little-endian bytes.
 * The rounding is done on the bits, as in Fabian Giesen's float_to_half_fast3_rtne.
 */
export function float32ToFloat16(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const small = new Float32Array(1);
  const smallBits = new Uint32Array(small.buffer);
  const out = new Uint8Array(values.length * 2);
  for (let i = 0; i < bits.length; i++) {
    const magnitude = bits[i] & 0x7fffffff;
    let half: number;
    if (magnitude >= 0x47800000) {
      // 65,536 and more: infinity, or not a number
      half = magnitude > 0x7f800000 ? 0x7e00 : 0x7c00;
    } else if (magnitude < 0x38800000) {
      // Below 2^-14 float16 is subnormal, in steps of 2^-24: just those of float32 between 0.5 and 1.
      smallBits[0] = magnitude;
      small[0] += 0.5;
      half = smallBits[0] - 0x3f000000;
    } else {
      const odd = (magnitude >>> 13) & 1;
      half = (magnitude - 0x38000000 + 0xfff + odd) >>> 13;
    }
    half |= (bits[i] >>> 16) & 0x8000;
    out[2 * i] = half & 0xff;
    out[2 * i + 1] = half >>> 8;
  }
  return out;
}
