import { headSize, type ModelConfig } from '../config';

/**
 * RoPE's cosines and sines (Su et al. 2021), each [context, head / 2]: position p turns the j-th pair of
 * a head by p * theta^(-2j / head). Rounded to float32 step by step, as PyTorch did when the base was made.
 */
export function ropeTables(config: ModelConfig): { cos: Float32Array; sin: Float32Array } {
  const head = headSize(config);
  const half = head / 2;
  const cos = new Float32Array(config.context * half);
  const sin = new Float32Array(config.context * half);
  for (let p = 0; p < config.context; p++)
    for (let j = 0; j < half; j++) {
      const frequency = Math.fround(1 / Math.fround(config.theta ** ((2 * j) / head)));
      const angle = Math.fround(p * frequency);
      cos[p * half + j] = Math.cos(angle);
      sin[p * half + j] = Math.sin(angle);
    }
  return { cos, sin };
}
