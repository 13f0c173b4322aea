/** a b + c, in one rounding where the module is the one with relaxed SIMD and the processor can. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** The sum of the four lanes. */
// @ts-ignore: decorator
@inline
export function sum4(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

// @ts-ignore: decorator
@inline
export function max4(v: v128): f32 {
  const pairs = f32x4.max(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** Below this exponent a power of e would be a denormal number, and counts as 0; above LARGEST it is Infinity. */
const SMALLEST: f32 = -87.33654;
const LARGEST: f32 = 88.72283;

/**
 * e to the power of each lane, for lanes up to 0, as every softmax has them; NaN stays NaN. It is 2^n times a
 * polynomial of degree 6 for the rest, |rest| <= ln 2 / 2, fitted for the least relative error, 3e-9. With the
 * rounding of float32 it is at most 1.2e-7.
 */
// @ts-ignore: decorator
@inline
export function expUpTo0(x: v128): v128 {
  const n = wholePowers(x);
  const p = i32x4.add(restOf(x, n), i32x4.shl(i32x4.trunc_sat_f32x4_s(n), 23));
  // What is not at least SMALLEST becomes 0, but for NaN.
  return v128.andnot(p, f32x4.lt(x, f32x4.splat(SMALLEST)));
}

/** e to the power of each lane, whatever it is. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const n = wholePowers(x);
  // 2^n in two halves: n may be 128.
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  let p = f32x4.mul(restOf(x, n), power2(half));
  p = f32x4.mul(p, power2(i32x4.sub(whole, half)));
  p = v128.andnot(p, f32x4.lt(x, f32x4.splat(SMALLEST)));
  return v128.bitselect(f32x4.splat(Infinity), p, f32x4.gt(x, f32x4.splat(LARGEST)));
}

/** x / ln 2, rounded. */
// @ts-ignore: decorator
@inline
function wholePowers(x: v128): v128 {
  return f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
}

/** e to the power of what is left of x beside n times ln 2, which is taken off in two parts so that the rest is exact. */
// @ts-ignore: decorator
@inline
function restOf(x: v128, n: v128): v128 {
  let r = madd(n, f32x4.splat(-0.693359375), x);
  r = madd(n, f32x4.splat(0.00021219444), r);
  let p = f32x4.splat(0.0013814598656115926);
  p = madd(p, r, f32x4.splat(0.008368716888377708));
  p = madd(p, r, f32x4.splat(0.04166838804564797));
  p = madd(p, r, f32x4.splat(0.16666520631616216));
  p = madd(p, r, f32x4.splat(0.4999999344779196));
  return madd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
}

// @ts-ignore: decorator
@inline
function power2(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** e to the power of `x`, which is at most 0. */
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(expUpTo0(f32x4.splat(x)), 0);
}

/** 1 / (1 + e^-x) of each lane. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}
