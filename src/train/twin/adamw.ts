import type { AdamW } from '../engine';

/** Parameters with AdamW's moments. */
export interface AdamWState {
  p: Float64Array;
  m: Float64Array;
  v: Float64Array;
}

/** The state after step number `count` (from 1 on) with gradient `g`, in the order of PyTorch's AdamW. */
export function update(
  state: AdamWState,
  g: ArrayLike<number>,
  lr: number,
  count: number,
  { beta1, beta2, eps, weightDecay }: AdamW,
): AdamWState {
  const m = state.m.map((m, i) => beta1 * m + (1 - beta1) * g[i]);
  const v = state.v.map((v, i) => beta2 * v + (1 - beta2) * g[i] * g[i]);
  const p = state.p.map((p, i) => {
    const decayed = p - lr * weightDecay * p;
    const denominator = Math.sqrt(v[i]) / Math.sqrt(1 - beta2 ** count) + eps;
    return decayed - (lr / (1 - beta1 ** count)) * (m[i] / denominator);
  });
  return { p, m, v };
}
