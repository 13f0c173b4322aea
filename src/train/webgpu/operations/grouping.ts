import type { ModelConfig } from '../../../model/config';
import { type Memory, roundUp, type View } from '../memory';
import type { Operation } from '../program';

/** Rows of one expert come in blocks of this many (shaders/grouping.wgsl). */
const BLOCK = 8;

/** Invocations of the one workgroup are split evenly among the experts, 16 to each. */
export const MAX_EXPERTS = 16;

/** Which token goes to which expert in one layer, and where its row lies. */
export interface Routing {
  topK: number;
  /** Expert and weight of each assignment, [tokens, topK]. */
  chosen: View;
  weights: View;
  /** Row of each assignment, [tokens, topK]. */
  rows: View;
  /** Assignment of each row, [capacity]. */
  assignments: View;
  /** Expert of each block of rows, [capacity / 8]. */
  blocks: View;
  /** First row and number of rows of each expert, [experts, 2]. */
  groups: View;
}

/** Rows that `tokens` tokens can need: every expert may fill up a block. A multiple of the block. */
export function capacity(config: ModelConfig, tokens: number): number {
  return roundUp(tokens * config.topK + config.experts * (BLOCK - 1), BLOCK);
}

export function allocateRouting(memory: Memory, config: ModelConfig, maxTokens: number): Routing {
  const assignments = maxTokens * config.topK;
  const rows = capacity(config, maxTokens);
  return {
    topK: config.topK,
    chosen: memory.tensor('chosen experts', assignments),
    weights: memory.tensor('expert weights', assignments),
    rows: memory.tensor('rows of assignments', assignments),
    assignments: memory.tensor('assignments of rows', rows),
    blocks: memory.tensor('experts of blocks', rows / BLOCK),
    groups: memory.tensor('rows of experts', config.experts * 2),
  };
}

/** Sorts the assignments of `routing.chosen` by expert: shaders/grouping.wgsl. */
export function group(config: ModelConfig, routing: Routing): Operation {
  const { chosen, rows, assignments, blocks, groups } = routing;
  return {
    shader: 'grouping',
    entryPoint: 'group',
    constants: { EXPERTS: config.experts },
    reads: [chosen],
    writes: [rows, assignments, blocks, groups],
    sizes: ({ tokens }) => [tokens * config.topK, capacity(config, tokens)],
    workgroups: () => [1, 1, 1],
  };
}
