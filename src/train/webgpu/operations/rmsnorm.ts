import type { ModelConfig } from '../../../model/config';
import type { View } from '../buffers';
import { type Operation, spread } from '../program';
import { CHUNK_ROWS } from '../shaders';

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

/** Where the backward pass of any norm writes. */
export interface NormScratch {
  /** The gradient with respect to x, [tokens, width]. */
  dx: View;
  /** Of `gainPartials`. */
  gainPartials: View;
}

/** From dy [tokens, width] assigns `dx`, adds to it or leaves it, and assigns `dGain` [width] where one is given. */
export function rmsnormBackward(
  config: ModelConfig,
  norm: Norm,
  dy: View,
  { dx, gainPartials }: NormScratch,
  input: 'assign' | 'add' | 'leave',
  dGain: View | undefined,
): Operation[] {
  const constants = { WIDTH4: config.width / 4 };
  const backward: Operation = {
    shader: 'rmsnorm',
    entryPoint: 'backward',
    constants: {
      ...constants,
      INPUT: Number(input !== 'leave'),
      ACCUMULATE: Number(input === 'add'),
      GAIN: Number(dGain !== undefined),
    },
    reads: [norm.x, norm.gain, dy, norm.inverseRms],
    writes: [dx, gainPartials],
    sizes: ({ tokens }) => [tokens],
    workgroups: ({ tokens }) => spread(Math.ceil(tokens / CHUNK_ROWS)),
  };
  if (!dGain) return input === 'leave' ? [] : [backward];
  const sum: Operation = {
    shader: 'rmsnorm',
    entryPoint: 'sumGain',
    constants,
    reads: [gainPartials],
    writes: [dGain],
    sizes: ({ tokens }) => [tokens],
    workgroups: () => [Math.ceil(config.width / 4 / 64), 1, 1],
  };
  return [backward, sum];
}
