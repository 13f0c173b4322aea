import type { ModelConfig } from '../../../model/config';
import { type GpuBuffers, roundUp, type View } from '../buffers';
import type { Operation } from '../program';

/** Invocations of the one workgroup are split evenly among the experts, 8 to each. */
export const MAX_EXPERTS = 16;

/** Which token goes to which expert in one layer, and where its row lies. */
export interface Routing {
  topK: number;
  /** Rows of one expert come in blocks of this many. */
  block: number;
  /** Expert and weight of each assignment, [tokens, topK]. */
  chosen: View;
  weights: View;
  /** Row of each assignment, [tokens, topK]. */
  rows: View;
  /** Assignment of each row, [capacity]. */
  assignments: View;
  /** Expert of each block of rows, [capacity / block]. */
  blocks: View;
  /** First row and number of rows of each expert, [experts, 2]. */
  groups: View;
}

/** Rows that `tokens` tokens can need: every expert may fill up a block. A multiple of the block. */
export function capacity(config: ModelConfig, tokens: number, block: number): number {
  return roundUp(tokens * config.topK + config.experts * (block - 1), block);
}

export function allocateRouting(
  buffers: GpuBuffers,
  config: ModelConfig,
  maxTokens: number,
  block: number,
): Routing {
  const assignments = maxTokens * config.topK;
  const rows = capacity(config, maxTokens, block);
  return {
    topK: config.topK,
    block,
    chosen: buffers.tensor('chosen experts', assignments),
    weights: buffers.tensor('expert weights', assignments),
    rows: buffers.tensor('rows of assignments', assignments),
    assignments: buffers.tensor('assignments of rows', rows),
    blocks: buffers.tensor('experts of blocks', rows / block),
    groups: buffers.tensor('rows of experts', config.experts * 2),
  };
}

/** Sorts the assignments of `routing.chosen` by expert: shaders/grouping.wgsl. */
export function group(config: ModelConfig, routing: Routing): Operation {
  const { block, chosen, rows, assignments, blocks, groups } = routing;
  return {
    shader: 'grouping',
    entryPoint: 'group',
    constants: { EXPERTS: config.experts, BLOCK: block },
    reads: [chosen],
    writes: [rows, assignments, blocks, groups],
    sizes: ({ tokens }) => [tokens * config.topK, capacity(config, tokens, block)],
    workgroups: () => [1, 1, 1],
  };
}
