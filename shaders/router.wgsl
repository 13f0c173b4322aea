// The router: which experts a token is sent to, and how much each of them counts.
//
//   x [tokens, width], router [experts, width] (its weights), scores [tokens, experts]
//   chosen, weights, dWeights, dScores [tokens, topK]: one entry an assignment of a token to an expert
//
//   scores           s = router x                                              assigns scores
//   choose           the topK largest scores, ties to the lower index;
//                    p = softmax(s), weight = p_e / (sum over the chosen of p)
//                           = softmax over the chosen scores                   assigns chosen and weights
//   backwardWeights  ds_e = w_e (dw_e - sum over the chosen of w dw)           assigns dScores
//   backwardRouter   dRouter[e] = sum over the rows r of e of ds_r x[token of r]
//                                                                              assigns dRouter
//
// The gradient runs through the chosen scores; the choice itself has none. What reaches x by way of the scores
// is added where the experts' own gradients are (experts.wgsl, backwardCombine).

override WIDTH4: u32 = 1u;
override EXPERTS: u32 = 1u;
override TOP_K: u32 = 1u;

struct Sizes { tokens: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> router: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> scores: array<f32>;

@compute @workgroup_size(64)
fn score(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  let token = i / EXPERTS;
  if (token >= sizes.tokens) { return; }
  let expert = i % EXPERTS;
  var sum = vec4f();
  for (var j = 0u; j < WIDTH4; j++) { sum += x[token * WIDTH4 + j] * router[expert * WIDTH4 + j]; }
  scores[i] = (sum.x + sum.y) + (sum.z + sum.w);
}

@group(0) @binding(1) var<storage, read> scoresOf: array<f32>;
@group(0) @binding(2) var<storage, read_write> chosen: array<u32>;
@group(0) @binding(3) var<storage, read_write> weights: array<f32>;

@compute @workgroup_size(64)
fn choose(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let token = id.y * counts.x * 64u + id.x;
  if (token >= sizes.tokens) { return; }
  var taken = 0u;
  var largest = 0f;
  var sum = 0f;
  for (var slot = 0u; slot < TOP_K; slot++) {
    var best = 0u;
    var bestScore = 0f;
    var found = false;
    for (var expert = 0u; expert < EXPERTS; expert++) {
      let value = scoresOf[token * EXPERTS + expert];
      let free = (taken & (1u << expert)) == 0u;
      if (free && (!found || value > bestScore)) {
        best = expert;
        bestScore = value;
        found = true;
      }
    }
    taken |= 1u << best;
    if (slot == 0u) { largest = bestScore; }
    let weight = exp(bestScore - largest);
    sum += weight;
    chosen[token * TOP_K + slot] = best;
    weights[token * TOP_K + slot] = weight;
  }
  for (var slot = 0u; slot < TOP_K; slot++) { weights[token * TOP_K + slot] /= sum; }
}

@group(0) @binding(1) var<storage, read> weightsOf: array<f32>;
@group(0) @binding(2) var<storage, read> dWeights: array<f32>;
@group(0) @binding(3) var<storage, read_write> dScores: array<f32>;

@compute @workgroup_size(64)
fn backwardWeights(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let token = id.y * counts.x * 64u + id.x;
  if (token >= sizes.tokens) { return; }
  var sum = 0f;
  for (var slot = 0u; slot < TOP_K; slot++) {
    sum += weightsOf[token * TOP_K + slot] * dWeights[token * TOP_K + slot];
  }
  for (var slot = 0u; slot < TOP_K; slot++) {
    let i = token * TOP_K + slot;
    dScores[i] = weightsOf[i] * (dWeights[i] - sum);
  }
}

@group(0) @binding(2) var<storage, read> dScoresOf: array<f32>;
@group(0) @binding(3) var<storage, read> assignments: array<u32>;
@group(0) @binding(4) var<storage, read> groups: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> dRouter: array<vec4f>;

@compute @workgroup_size(64)
fn backwardRouter(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  let expert = id.y;
  if (column >= WIDTH4) { return; }
  let rows = groups[expert];
  var total = vec4f();
  for (var row = rows.x; row < rows.x + rows.y; row++) {
    let assignment = assignments[row];
    total += dScoresOf[assignment] * x[assignment / TOP_K * WIDTH4 + column];
  }
  dRouter[expert * WIDTH4 + column] = total;
}
