// The causal softmax of attention. The products around it are product.wgsl's, one batch a head:
//
//   forward    S = Q Kᵀ     P = softmax(scale S) over keys up to the query     O = P V
//   backward   dP = dO Vᵀ   dS = scale P (dP - sum(P dP))   dQ = dS K   dK = dSᵀ Q   dV = Pᵀ dO
//
//   scores, gradient [rows * heads, length, stride]: rows of `length` keys, padded to `stride`, the next multiple
//   of 4; query t is row t of its head
//   normalisers [rows * heads, length]: a row's largest score and its sum of exp(scale (S - largest))
//
//   forward    turns S into P, in place; assigns normalisers
//   backward   turns S into P and dP into dS, in place
//
// The probabilities of a layer are not kept: the backward pass computes S again, and from S and the two numbers of a
// row the same P as before, bit by bit (Dao and others 2022). So all layers share the room for one layer's scores.
//
// One workgroup takes one query of one head. Past the query's own key there are zeros, as far as the products read.

override SCALE: f32;

/// The products read blocks of at most this many queries and keys.
const BLOCK = 64u;

struct Sizes { queries: u32, length: u32, stride4: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read_write> scores: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> rowNormalisers: array<vec2f>;

/// A query: the last key it sees, and in vec4f where its row starts, where visible keys end, and where zeros do.
struct Row { key: u32, start: u32, visible: u32, end: u32 }

fn rowOf(query: u32) -> Row {
  let start = query * sizes.stride4;
  let key = query % sizes.length;
  return Row(key, start, start + key / 4u + 1u, start + min((key / BLOCK + 1u) * BLOCK / 4u, sizes.stride4));
}

/// `four` at place `i` of the row, and `other` for keys that the query does not see.
fn seen(row: Row, i: u32, four: vec4f, other: f32) -> vec4f {
  return select(vec4f(other), four, 4u * (i - row.start) + vec4u(0, 1, 2, 3) <= vec4u(row.key));
}

fn sumOf(four: vec4f) -> f32 { return (four.x + four.y) + (four.z + four.w); }

@compute @workgroup_size(64)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let query = group.y * counts.x + group.x;
  if (query >= sizes.queries) { return; }
  let row = rowOf(query);

  let first = scores[row.start].x;
  var four = vec4f(first);
  for (var i = row.start + lane; i < row.visible; i += LANES) { four = max(four, seen(row, i, scores[i], first)); }
  let largest = workgroupMax(lane, max(max(four.x, four.y), max(four.z, four.w)));

  var sums = vec4f();
  for (var i = row.start + lane; i < row.visible; i += LANES) {
    sums += seen(row, i, exp(SCALE * (scores[i] - largest)), 0);
  }
  let sum = workgroupSum(lane, sumOf(sums));

  for (var i = row.start + lane; i < row.end; i += LANES) {
    scores[i] = seen(row, i, exp(SCALE * (scores[i] - largest)) / sum, 0);
  }
  if (lane == 0u) { rowNormalisers[query] = vec2f(largest, sum); }
}

@group(0) @binding(1) var<storage, read> normalisers: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> probabilities: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> gradient: array<vec4f>;

@compute @workgroup_size(64)
fn backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let query = group.y * counts.x + group.x;
  if (query >= sizes.queries) { return; }
  let row = rowOf(query);
  let largest = normalisers[query].x;
  let sum = normalisers[query].y;

  var products = vec4f();
  for (var i = row.start + lane; i < row.end; i += LANES) {
    let four = seen(row, i, exp(SCALE * (probabilities[i] - largest)) / sum, 0);
    probabilities[i] = four;
    products += four * seen(row, i, gradient[i], 0);
  }
  let mean = workgroupSum(lane, sumOf(products));

  for (var i = row.start + lane; i < row.end; i += LANES) {
    gradient[i] = seen(row, i, SCALE * probabilities[i] * (gradient[i] - mean), 0);
  }
}
