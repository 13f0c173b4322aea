import type { ModelConfig } from '../../../model/config';
import type { View } from '../buffers';
import { elementwise, type Operation } from '../program';
import type { Matrix } from './product';

/** "No further token" in `Occurrences.repeats` (shaders/embedding.wgsl). */
export const NONE = 0xffffffff;

/** Where token ids repeat in a batch. */
export interface Occurrences {
  /** The position at which each distinct id occurs first. */
  firsts: Uint32Array<ArrayBuffer>;
  /** For each position the next one with the same id, or `NONE`. */
  repeats: Uint32Array<ArrayBuffer>;
}

export function occurrences(ids: Int32Array): Occurrences {
  const repeats = new Uint32Array(ids.length).fill(NONE);
  const latest = new Map<number, number>();
  const firsts: number[] = [];
  ids.forEach((id, position) => {
    const before = latest.get(id);
    if (before === undefined) firsts.push(position);
    else repeats[before] = position;
    latest.set(id, position);
  });
  return { firsts: Uint32Array.from(firsts), repeats };
}

/** x [tokens, width] = table[ids]. */
export function embed(config: ModelConfig, ids: View, { values, scales }: Matrix, x: View): Operation {
  const width4 = config.width / 4;
  return {
    shader: 'embedding',
    entryPoint: scales ? 'forwardInt8' : 'forward',
    constants: { WIDTH4: width4 },
    reads: scales ? [ids, values, scales] : [ids, values],
    writes: [x],
    sizes: ({ tokens, distinct }) => [tokens, distinct],
    workgroups: ({ tokens }) => elementwise(tokens * width4),
  };
}

/** Adds each token's row of dx [tokens, width] to its id's row of dTable [vocab, width]. */
export function embedBackward(
  config: ModelConfig,
  tables: { ids: View; firsts: View; repeats: View },
  dx: View,
  dTable: View,
): Operation {
  const width4 = config.width / 4;
  return {
    shader: 'embedding',
    entryPoint: 'backward',
    constants: { WIDTH4: width4 },
    reads: [tables.ids, tables.firsts, tables.repeats, dx],
    writes: [dTable],
    sizes: ({ tokens, distinct }) => [tokens, distinct],
    workgroups: ({ distinct }) => elementwise(distinct * width4),
  };
}
