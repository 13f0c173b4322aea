import { exp1, expUpTo0, max4, sum4 } from './simd';
import { next } from './threads';

/** Rows of one task. */
const CHUNK: i32 = 4;
/** So many numbers are added in float32 before they go into a sum in float64: more would lose the small ones. */
const BLOCK: usize = 1024;
/** `IGNORE` of `model/config.ts`: nothing is predicted here. */
const IGNORE: i32 = -100;

/**
 * The loss of each row of logits [tokens, vocab] in nats, 0 where nothing is predicted. With `sums` [tokens] the logits
 * become e^(logit - largest), for the way back, and `sums` what these add up to.
 */
export function crossEntropy(
  logits: usize,
  targets: usize,
  loss: usize,
  sums: usize,
  tokens: i32,
  vocab: i32,
): void {
  const bytes = (<usize>vocab) << 2;
  for (let from = next() * CHUNK; from < tokens; from = next() * CHUNK)
    for (let t = from; t < min(from + CHUNK, tokens); t++) {
      const at = (<usize>t) << 2;
      const row = logits + <usize>t * bytes;
      const target = load<i32>(targets + at);
      const logit = target == IGNORE ? <f32>0 : load<f32>(row + ((<usize>target) << 2));
      const largest = largestOf(row, bytes);
      const sum = sumOfPowers(row, bytes, largest, sums != 0);
      if (sums) store<f32>(sums + at, <f32>sum);
      const nll = <f32>(Math.log(sum) + <f64>largest - <f64>logit);
      store<f32>(loss + at, target == IGNORE ? 0 : nll);
    }
}

function largestOf(row: usize, bytes: usize): f32 {
  let largest = f32x4.splat(-Infinity);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) largest = f32x4.max(largest, v128.load(row + i));
  let most = max4(largest);
  for (; i < bytes; i += 4) most = max(most, load<f32>(row + i));
  return most;
}

function sumOfPowers(row: usize, bytes: usize, largest: f32, keeps: bool): f64 {
  const shift = f32x4.splat(largest);
  let total: f64 = 0;
  let i: usize = 0;
  while (i + 16 <= bytes) {
    let sums = f32x4.splat(0);
    for (const end = min(i + (BLOCK << 2), bytes & ~15); i < end; i += 16) {
      const powers = expUpTo0(f32x4.sub(v128.load(row + i), shift));
      sums = f32x4.add(sums, powers);
      if (keeps) v128.store(row + i, powers);
    }
    total += <f64>sum4(sums);
  }
  for (; i < bytes; i += 4) {
    const power = exp1(load<f32>(row + i) - largest);
    total += <f64>power;
    if (keeps) store<f32>(row + i, power);
  }
  return total;
}

/** From the powers and sums of `crossEntropy`, in their place: the gradient of the mean loss over `predicted` tokens. */
export function crossEntropyBackward(
  powers: usize,
  targets: usize,
  sums: usize,
  predicted: usize,
  tokens: i32,
  vocab: i32,
): void {
  const bytes = (<usize>vocab) << 2;
  const share: f32 = 1 / <f32>load<i32>(predicted);
  for (let from = next() * CHUNK; from < tokens; from = next() * CHUNK)
    for (let t = from; t < min(from + CHUNK, tokens); t++) {
      const row = powers + <usize>t * bytes;
      const target = load<i32>(targets + ((<usize>t) << 2));
      if (target == IGNORE) {
        memory.fill(row, 0, bytes);
        continue;
      }
      const scale = share / load<f32>(sums + ((<usize>t) << 2));
      const scales = f32x4.splat(scale);
      let i: usize = 0;
      for (; i + 16 <= bytes; i += 16) v128.store(row + i, f32x4.mul(v128.load(row + i), scales));
      for (; i < bytes; i += 4) store<f32>(row + i, load<f32>(row + i) * scale);
      const own = row + ((<usize>target) << 2);
      store<f32>(own, load<f32>(own) - share);
    }
}

/**
 * The sum of the losses as float64 in `total`; `flag` is raised if it is not finite. With `predicted` 0 (evaluation) a
 * caller divides by itself.
 */
export function totalLoss(loss: usize, total: usize, flag: usize, tokens: i32): void {
  if (next() != 0) return;
  let sum: f64 = 0;
  for (let t: usize = 0; t < (<usize>tokens) << 2; t += 4) sum += <f64>load<f32>(loss + t);
  store<f64>(total, sum);
  if (!isFinite<f64>(sum)) store<i32>(flag, 1);
}
