// The causal softmax of attention. The products around it are product.wgsl's, one batch a head:
//
//   forward    S = Q Kᵀ     P = softmax(scale S) over keys up to the query     O = P V
//   backward   dP = dO Vᵀ   dS = scale P (dP - sum(P dP))   dQ = dS K   dK = dSᵀ Q   dV = Pᵀ dO
//
//   scores, probabilities [rows * heads, length, stride]: rows of `length` keys, padded with zeros to `stride`,
//   the next multiple of 4; query t is row t of its head
//
//   forward    turns scores into probabilities, in place
//   backward   turns dP into dS, in place
//
// One workgroup takes one query of one head.

override SCALE: f32;

struct Sizes { queries: u32, length: u32, stride: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read_write> scores: array<f32>;

@compute @workgroup_size(64)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let query = group.y * counts.x + group.x;
  if (query >= sizes.queries) { return; }
  let start = query * sizes.stride;
  let visible = query % sizes.length + 1u;

  var largest = scores[start];
  for (var key = lane; key < visible; key += LANES) { largest = max(largest, scores[start + key]); }
  largest = workgroupMax(lane, largest);

  var sum = 0f;
  for (var key = lane; key < visible; key += LANES) { sum += exp(SCALE * (scores[start + key] - largest)); }
  sum = workgroupSum(lane, sum);

  for (var key = lane; key < sizes.stride; key += LANES) {
    if (key < visible) {
      scores[start + key] = exp(SCALE * (scores[start + key] - largest)) / sum;
    } else {
      scores[start + key] = 0;
    }
  }
}

@group(0) @binding(1) var<storage, read> probabilities: array<f32>;
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(64)
fn backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let query = group.y * counts.x + group.x;
  if (query >= sizes.queries) { return; }
  let start = query * sizes.stride;
  let visible = query % sizes.length + 1u;

  var sum = 0f;
  for (var key = lane; key < visible; key += LANES) {
    sum += probabilities[start + key] * gradient[start + key];
  }
  sum = workgroupSum(lane, sum);

  for (var key = lane; key < sizes.stride; key += LANES) {
    if (key < visible) {
      gradient[start + key] = SCALE * probabilities[start + key] * (gradient[start + key] - sum);
    } else {
      gradient[start + key] = 0;
    }
  }
}
