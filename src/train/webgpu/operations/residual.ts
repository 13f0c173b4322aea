import type { ModelConfig } from '../../../model/config';
import type { View } from '../buffers';
import { elementwise, type Operation } from '../program';

/** sum = x + y, all [tokens, width]: shaders/residual.wgsl. */
export function add(config: ModelConfig, x: View, y: View, sum: View): Operation {
  const count4 = (tokens: number) => (tokens * config.width) / 4;
  return {
    shader: 'residual',
    entryPoint: 'add',
    reads: [x, y],
    writes: [sum],
    sizes: ({ tokens }) => [count4(tokens)],
    workgroups: ({ tokens }) => elementwise(count4(tokens)),
  };
}
