// The product (product.wgsl) with workgroup memory: the 64 invocations fetch 64 x 16 numbers of each factor together,
// one 4 x 4 tile each, and every number is then used by eight of them. Best on graphics processors.
//
// An invocation computes 8 x 8 numbers of C, in four tiles that lie 32 apart: so neighbours read neighbouring words of
// workgroup memory, from different banks.

/// Rows of C that share their batch.
const ROWS = 64u;
/// Steps of k that are fetched at once.
const DEPTH = 16u;

/// The fetched parts of A and B: 16 steps of k, 16 vec4f each.
var<workgroup> partOfA: array<vec4f, 256>;
var<workgroup> partOfB: array<vec4f, 256>;
var<workgroup> shared_: Span;

@compute @workgroup_size(8, 8)
fn multiply(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let m = group.y * ROWS;
  let n = group.x * 64u;
  if (lane == 0u) {
    let batch = batchAt(m, group.z);
    if (batch == NONE || isHidden(m, n)) { shared_.batch = NONE; } else { shared_ = spanOf(batch, m); }
  }
  // the same for all, as barriers ask
  let span = workgroupUniformLoad(&shared_);
  if (span.batch == NONE) { return; }

  // the tile that this invocation fetches
  let across = lane % 16u;
  let along = lane / 16u * 4u;
  let placeA = placeOfA(span, m + 4u * across);
  let placeB = placeOfB(span, n + 4u * across);
  let slot = along * 16u + across;

  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var k = span.begin; k < span.end; k += DEPTH) {
    var tileA = mat4x4f();
    var tileB = mat4x4f();
    if (k + along < span.end) {
      tileA = fetchA(span, placeA, k + along);
      tileB = fetchB(span, placeB, k + along);
    }
    workgroupBarrier();
    partOfA[slot] = tileA[0];
    partOfA[slot + 16u] = tileA[1];
    partOfA[slot + 32u] = tileA[2];
    partOfA[slot + 48u] = tileA[3];
    partOfB[slot] = tileB[0];
    partOfB[slot + 16u] = tileB[1];
    partOfB[slot + 32u] = tileB[2];
    partOfB[slot + 48u] = tileB[3];
    workgroupBarrier();
    for (var step = 0u; step < DEPTH; step++) {
      let top = partOfA[step * 16u + local.y];
      let bottom = partOfA[step * 16u + local.y + 8u];
      let left = partOfB[step * 16u + local.x];
      let right = partOfB[step * 16u + local.x + 8u];
      c00 += outer(left, top);
      c01 += outer(right, top);
      c10 += outer(left, bottom);
      c11 += outer(right, bottom);
    }
  }
  let row = m + 4u * local.y;
  let first = n + 4u * local.x;
  storeTile(span, row, first, c00);
  storeTile(span, row, first + 32u, c01);
  storeTile(span, row + 32u, first, c10);
  storeTile(span, row + 32u, first + 32u, c11);
}

/// Column i is `left * top[i]`.
fn outer(left: vec4f, top: vec4f) -> mat4x4f {
  return mat4x4f(left * top.x, left * top.y, left * top.z, left * top.w);
}
