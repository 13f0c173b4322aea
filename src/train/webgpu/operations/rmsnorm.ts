import type { ModelConfig } from '../../../model/config';
import type { View } from '../memory';
import { type Operation, spread } from '../program';

/** Rows that one invocation sums for the gain's gradient (shaders/rmsnorm.wgsl). */
const CHUNK_ROWS = 32;

/** Size of the buffer for the gain's partial sums, in floats. */
export function gainPartials(config: ModelConfig, maxTokens: number): number {
  return Math.ceil(maxTokens / CHUNK_ROWS) * config.width;
}

/** One RMSNorm: what it reads, and the inverse root mean squares that its backward pass needs. */
export interface Norm {
  x: View;
  gain: View;
  /** [tokens] */
  inverseRms: View;
}

/** y [tokens, width] = x / rms(x) * gain; also assigns `norm.inverseRms`. */
export function rmsnorm(config: ModelConfig, norm: Norm, y: View): Operation {
  return {
    shader: 'rmsnorm',
    entryPoint: 'forward',
    constants: { WIDTH4: config.width / 4, EPS: config.eps },
    reads: [norm.x, norm.gain],
    writes: [y, norm.inverseRms],
    sizes: ({ tokens }) => [tokens],
    workgroups: ({ tokens }) => spread(tokens),
  };
}

/** The gradient with respect to x, assigned to `dx` or added to it. */
export function rmsnormBackwardInput(
  config: ModelConfig,
  norm: Norm,
  dy: View,
  dx: View,
  accumulate: boolean,
): Operation {
  return {
    shader: 'rmsnorm',
    entryPoint: 'backwardInput',
    constants: { WIDTH4: config.width / 4, ACCUMULATE: Number(accumulate) },
    reads: [norm.x, norm.gain, dy, norm.inverseRms],
    writes: [dx],
    sizes: ({ tokens }) => [tokens],
    workgroups: ({ tokens }) => spread(tokens),
  };
}

/** The gradient with respect to the gain, assigned to `dGain` [width]. */
export function rmsnormBackwardGain(
  config: ModelConfig,
  norm: Norm,
  dy: View,
  partials: View,
  dGain: View,
): Operation[] {
  const constants = { WIDTH4: config.width / 4 };
  const columns = Math.ceil(config.width / 4 / 64);
  return [
    {
      shader: 'rmsnorm',
      entryPoint: 'backwardGain',
      constants,
      reads: [norm.x, dy, norm.inverseRms],
      writes: [partials],
      sizes: ({ tokens }) => [tokens],
      workgroups: ({ tokens }) => [columns, Math.ceil(tokens / CHUNK_ROWS), 1],
    },
    {
      shader: 'rmsnorm',
      entryPoint: 'sumGain',
      constants,
      reads: [partials],
      writes: [dGain],
      sizes: ({ tokens }) => [tokens],
      workgroups: () => [columns, 1, 1],
    },
  ];
}
