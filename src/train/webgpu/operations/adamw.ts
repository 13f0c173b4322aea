import type { AdamW } from '../../engine';
import type { View } from '../buffers';
import { elementwise, floatBits, type Operation } from '../program';

/** A buffer of parameters with its gradient and AdamW's two moments, all of one size. */
export interface Trained {
  values: View;
  gradient: View;
  momentum: View;
  variance: View;
}

/** One AdamW step on every number of the buffer, unless `flags` skips the step: shaders/adamw.wgsl. */
export function adamw({ beta1, beta2, eps, weightDecay }: AdamW, trained: Trained, flags: View): Operation {
  const count4 = Math.ceil(trained.values.size / 4);
  return {
    shader: 'adamw',
    entryPoint: 'update',
    constants: { BETA1: beta1, BETA2: beta2, NEW1: 1 - beta1, NEW2: 1 - beta2, EPS: eps },
    reads: [trained.gradient, flags],
    writes: [trained.values, trained.momentum, trained.variance],
    sizes: ({ lr, count, slot }) => [
      count4,
      floatBits(lr / (1 - beta1 ** count)),
      floatBits(1 / Math.sqrt(1 - beta2 ** count)),
      floatBits(lr * weightDecay),
      slot,
    ],
    workgroups: () => elementwise(count4),
  };
}
