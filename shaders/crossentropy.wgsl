// Cross-entropy of the softmax of the logits, in nats.
//
//   logits [rows, vocab]: rows `first` to `first + rows` of the batch; targets, logSumExp, losses [tokens]
//
//   forward    lse = log(sum(exp(logit)))   loss = lse - logit[target]     assigns logSumExp and losses
//   backward   dlogit = (exp(logit - lse) - [target]) / predicted          in place of the logits
//   total      totals[slot] = sum of losses, flags[slot] = whether it is not finite     assigns one number each
//
// A token whose target is IGNORE (-100) is not predicted: its loss is 0 and so are its gradients. `scale` is
// 1 / predicted, with `predicted` the number of tokens that are.

override VOCAB4: u32 = 1u;

const IGNORE = -100;

struct Sizes { first: u32, rows: u32, scale: f32, tokens: u32, slot: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> logits: array<vec4f>;
@group(0) @binding(2) var<storage, read> targets: array<i32>;
@group(0) @binding(3) var<storage, read_write> logSumExp: array<f32>;
@group(0) @binding(4) var<storage, read_write> losses: array<f32>;

/// One workgroup a row.
@compute @workgroup_size(64)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.y * counts.x + group.x;
  if (row >= sizes.rows) { return; }
  let start = row * VOCAB4;
  var four = logits[start];
  for (var i = lane; i < VOCAB4; i += LANES) { four = max(four, logits[start + i]); }
  let largest = workgroupMax(lane, max(max(four.x, four.y), max(four.z, four.w)));
  var sums = vec4f();
  for (var i = lane; i < VOCAB4; i += LANES) { sums += exp(logits[start + i] - largest); }
  let lse = largest + log(workgroupSum(lane, (sums.x + sums.y) + (sums.z + sums.w)));
  if (lane == 0u) {
    let token = sizes.first + row;
    let goal = targets[token];
    var loss = 0f;
    if (goal != IGNORE) { loss = lse - logits[start + u32(goal) / 4u][u32(goal) % 4u]; }
    logSumExp[token] = lse;
    losses[token] = loss;
  }
}

@group(0) @binding(1) var<storage, read> targetsOf: array<i32>;
@group(0) @binding(2) var<storage, read> logSumExpOf: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<vec4f>;

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  let row = i / VOCAB4;
  if (row >= sizes.rows) { return; }
  let token = sizes.first + row;
  let goal = targetsOf[token];
  if (goal == IGNORE) {
    gradient[i] = vec4f();
    return;
  }
  let ids = vec4i(i32(i % VOCAB4 * 4u)) + vec4i(0, 1, 2, 3);
  let hit = select(vec4f(), vec4f(1), ids == vec4i(goal));
  gradient[i] = (exp(gradient[i] - logSumExpOf[token]) - hit) * sizes.scale;
}

@group(0) @binding(1) var<storage, read> lossesOf: array<f32>;
@group(0) @binding(2) var<storage, read_write> totals: array<f32>;
@group(0) @binding(3) var<storage, read_write> flags: array<u32>;

@compute @workgroup_size(64)
fn total(@builtin(local_invocation_index) lane: u32) {
  var sum = 0f;
  for (var token = lane; token < sizes.tokens; token += LANES) { sum += lossesOf[token]; }
  sum = workgroupSum(lane, sum);
  if (lane == 0u) {
    totals[sizes.slot] = sum;
    // on the bits, since compilers may assume that numbers are finite
    flags[sizes.slot] = u32((bitcast<u32>(sum) & 0x7f800000u) == 0x7f800000u);
  }
}
