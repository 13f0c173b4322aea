import type { View } from '../buffers';
import { elementwise, type Operation } from '../program';

/** Sets the step's flag where `gradient` is not finite: shaders/finite.wgsl. */
export function checkFinite(gradient: View, flags: View): Operation {
  const count4 = Math.ceil(gradient.size / 4);
  return {
    shader: 'finite',
    entryPoint: 'check',
    reads: [gradient],
    writes: [flags],
    sizes: ({ slot }) => [count4, slot],
    workgroups: () => elementwise(count4),
  };
}
