import { headSize, type ModelConfig } from '../../../model/config';
import type { View } from '../buffers';
import { elementwise, type Operation } from '../program';

/** (cos, sin) of position * theta^(-2j / head), [maxLength, head / 2, 2]. */
export function ropeTable(config: ModelConfig, maxLength: number): Float32Array<ArrayBuffer> {
  const half = headSize(config) / 2;
  const table = new Float32Array(maxLength * half * 2);
  for (let position = 0, i = 0; position < maxLength; position++)
    for (let j = 0; j < half; j++) {
      const angle = position * config.theta ** (-j / half);
      table[i++] = Math.cos(angle);
      table[i++] = Math.sin(angle);
    }
  return table;
}

/** Turns queries and keys of qkv [tokens, 3 width] in place, or their gradients back. */
export function rotate(config: ModelConfig, table: View, qkv: View, direction: 1 | -1): Operation {
  return {
    shader: 'rope',
    entryPoint: 'rotate',
    constants: { WIDTH: config.width, HEAD: headSize(config), DIRECTION: direction },
    reads: [table],
    writes: [qkv],
    sizes: ({ tokens, length }) => [tokens, length],
    workgroups: ({ tokens }) => elementwise(tokens * config.width),
  };
}
