/** Rows sorted by expert, each expert's padded to whole blocks of `block` (shaders/grouping.wgsl). */
export interface Grouping {
  rows: number[];
  assignments: number[];
  blocks: number[];
  groups: [first: number, count: number][];
}

export function group(chosen: readonly number[], experts: number, block: number): Grouping {
  const result: Grouping = { rows: [], assignments: [], blocks: [], groups: [] };
  for (let expert = 0; expert < experts; expert++) {
    const first = result.assignments.length;
    chosen.forEach((choice, assignment) => {
      if (choice !== expert) return;
      result.rows[assignment] = result.assignments.length;
      result.assignments.push(assignment);
    });
    result.groups.push([first, result.assignments.length - first]);
    while (result.assignments.length % block !== 0) result.assignments.push(0);
    while (result.blocks.length < result.assignments.length / block) result.blocks.push(expert);
  }
  return result;
}
