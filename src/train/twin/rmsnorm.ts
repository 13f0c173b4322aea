import type { Numbers } from './product';

/** y [rows, width] = x / sqrt(mean(x²) + eps) * gain. */
export function forward(x: Numbers, gain: Numbers, eps: number): Float64Array {
  const width = gain.length;
  return Float64Array.from(
    x,
    (value, i) => value * inverseRms(x, Math.floor(i / width), width, eps) * gain[i % width],
  );
}

/** The gradients with respect to x [rows, width] and gain [width]. */
export function backward(
  x: Numbers,
  gain: Numbers,
  dy: Numbers,
  eps: number,
): { dx: Float64Array; dGain: Float64Array } {
  const width = gain.length;
  const dx = new Float64Array(x.length);
  const dGain = new Float64Array(width);
  for (let row = 0; row < x.length / width; row++) {
    const r = inverseRms(x, row, width, eps);
    let mean = 0;
    for (let j = 0; j < width; j++) {
      const i = row * width + j;
      mean += (gain[j] * dy[i] * x[i] * r) / width;
      dGain[j] += dy[i] * x[i] * r;
    }
    for (let j = 0; j < width; j++) {
      const i = row * width + j;
      dx[i] = r * (gain[j] * dy[i] - x[i] * r * mean);
    }
  }
  return { dx, dGain };
}

export function inverseRms(x: Numbers, row: number, width: number, eps: number): number {
  let squares = 0;
  for (let j = 0; j < width; j++) squares += x[row * width + j] ** 2;
  return 1 / Math.sqrt(squares / width + eps);
}
