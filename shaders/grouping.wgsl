// Sorting assignments by expert, so that each expert's tokens lie together and one product serves them all
// (the grouped products of MegaBlocks, Gale and others 2022).
//
// An assignment is a token sent to an expert: assignment n * topK + slot, `chosen` names its expert. `group`
// gives each assignment a row. An expert's rows lie together in the order of their assignments, and start at a
// multiple of BLOCK, so that a block of rows belongs to one expert:
//
//   rows [assignments]        the row of each assignment
//   assignments [capacity]    the assignment of each row; 0 in the rows that fill up a block
//   blocks [capacity / BLOCK]   the expert of each block of rows; NONE after the last
//   groups [experts]          (first row, number of rows) of each expert
//
// All are assigned. One workgroup does it: invocation 8 e + s counts, then places, the choices of expert e in
// the s-th eighth of the assignments. There is no atomic counter, so the order is always the same.

override EXPERTS: u32;
override BLOCK: u32;

const NONE = 0xffffffffu;
const SEGMENTS = 8u;

struct Sizes { assignments: u32, capacity: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> chosen: array<u32>;
@group(0) @binding(2) var<storage, read_write> rows: array<u32>;
@group(0) @binding(3) var<storage, read_write> assignments: array<u32>;
@group(0) @binding(4) var<storage, read_write> blocks: array<u32>;
@group(0) @binding(5) var<storage, read_write> groups: array<vec2u>;

var<workgroup> counts: array<u32, 128>;

fn countOf(expert: u32) -> u32 {
  var total = 0u;
  for (var segment = 0u; segment < SEGMENTS; segment++) { total += counts[expert * SEGMENTS + segment]; }
  return total;
}

fn padded(count: u32) -> u32 { return (count + BLOCK - 1u) / BLOCK * BLOCK; }

@compute @workgroup_size(128)
fn group(@builtin(local_invocation_index) lane: u32) {
  let expert = lane / SEGMENTS;
  let segment = lane % SEGMENTS;
  let span = (sizes.assignments + SEGMENTS - 1u) / SEGMENTS;
  let begin = min(segment * span, sizes.assignments);
  let end = min(begin + span, sizes.assignments);

  var count = 0u;
  for (var i = begin; i < end; i++) { count += select(0u, 1u, chosen[i] == expert); }
  counts[lane] = count;
  workgroupBarrier();
  if (expert >= EXPERTS) { return; }

  var first = 0u;
  for (var e = 0u; e < expert; e++) { first += padded(countOf(e)); }
  var row = first;
  for (var s = 0u; s < segment; s++) { row += counts[expert * SEGMENTS + s]; }
  for (var i = begin; i < end; i++) {
    if (chosen[i] == expert) {
      rows[i] = row;
      assignments[row] = i;
      row++;
    }
  }

  if (segment != 0u) { return; }
  let total = countOf(expert);
  let last = first + padded(total);
  groups[expert] = vec2u(first, total);
  for (var r = first + total; r < last; r++) { assignments[r] = 0u; }
  for (var block = first / BLOCK; block < last / BLOCK; block++) { blocks[block] = expert; }
  if (expert == EXPERTS - 1u) {
    for (var block = last / BLOCK; block < sizes.capacity / BLOCK; block++) { blocks[block] = NONE; }
  }
}
