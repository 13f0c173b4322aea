import type { AdamW } from '../../../../src/train/engine';

/** Parameters in float32 with AdamW's two moments, all of one length. */
export interface Trained {
  values: Float32Array<ArrayBuffer>;
  momentum: Float32Array<ArrayBuffer>;
  variance: Float32Array<ArrayBuffer>;
}

/** `values` at the start of a run. */
export function untrained(values: Float32Array<ArrayBuffer>): Trained {
  const { length } = values;
  return { values, momentum: new Float32Array(length), variance: new Float32Array(length) };
}

/**
 * Step number `count` (from 1 on) of AdamW (Loshchilov and Hutter 2019), in place, in the order of
 * PyTorch's: `p -= lr weightDecay p`, then `p -= lr m' / (sqrt(v') + eps)` with bias-corrected moments.
 */
export function adamw(
  { values, momentum, variance }: Trained,
  gradient: Float32Array,
  lr: number,
  count: number,
  { beta1, beta2, eps, weightDecay }: AdamW,
): void {
  const keep = 1 - lr * weightDecay;
  const size = lr / (1 - beta1 ** count);
  const correction = 1 / Math.sqrt(1 - beta2 ** count);
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i];
    const m = beta1 * momentum[i] + (1 - beta1) * g;
    const v = beta2 * variance[i] + (1 - beta2) * g * g;
    momentum[i] = m;
    variance[i] = v;
    values[i] = keep * values[i] - (size * m) / (Math.sqrt(v) * correction + eps);
  }
}
