// The SwiGLU experts (Shazeer 2020) between their products, and the sum of a token's experts.
//
// For an expert e and its row r (grouping.wgsl), with b the token's normed input:
//
//   h1 = W1 b,  h3 = W3 b,  act = silu(h1) h3,  y = W2 act         out[token] = x[token] + sum weight y
//
// The products are product.wgsl's, grouped: h [rows, 2 hidden] holds h1 and h3 of a row side by side.
//
//   forwardSwiglu    act = silu(h1) h3                              assigns act [rows, hidden]
//   forwardCombine   out = x + sum over the token's slots of weight y[row]     assigns out [tokens, width]
//   backwardSwiglu   from u = W2ᵀ d [rows, hidden], d the gradient of out:
//                      dWeight = act . u                            assigns dWeights [tokens, topK]
//                      dAct = weight u
//                      dh1 = dAct h3 silu'(h1),  dh3 = dAct silu(h1)           in place of h
//                      weight act, which dW2 needs                  in place of u
//   backwardCombine  db = sum over the slots of (dRow[row] + dScore router[expert])   assigns db [tokens, width]
//
//   silu(z) = z s(z),  silu'(z) = s(z) (1 + z (1 - s(z))),  s(z) = 1 / (1 + exp(-z))

override WIDTH4: u32 = 1u;
override HIDDEN4: u32 = 1u;
override TOP_K: u32 = 1u;
override BLOCK: u32 = 1u;

const NONE = 0xffffffffu;

struct Sizes { tokens: u32, capacity: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;

/// exp(80) is 5e34: far enough, and WGSL promises nothing of an exp that overflows.
fn sigmoid(z: vec4f) -> vec4f { return 1 / (1 + exp(min(-z, vec4f(80)))); }

@group(0) @binding(1) var<storage, read> h: array<vec4f>;
@group(0) @binding(2) var<storage, read> blocks: array<u32>;
@group(0) @binding(3) var<storage, read_write> act: array<vec4f>;

@compute @workgroup_size(64)
fn forwardSwiglu(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  let row = i / HIDDEN4;
  if (row >= sizes.capacity || blocks[row / BLOCK] == NONE) { return; }
  let at = row * 2u * HIDDEN4 + i % HIDDEN4;
  let h1 = h[at];
  act[i] = h1 * sigmoid(h1) * h[at + HIDDEN4];
}

@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> y: array<vec4f>;
@group(0) @binding(3) var<storage, read> rows: array<u32>;
@group(0) @binding(4) var<storage, read> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> out: array<vec4f>;

@compute @workgroup_size(64)
fn forwardCombine(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  let token = i / WIDTH4;
  if (token >= sizes.tokens) { return; }
  var total = x[i];
  for (var slot = 0u; slot < TOP_K; slot++) {
    let assignment = token * TOP_K + slot;
    total += weights[assignment] * y[rows[assignment] * WIDTH4 + i % WIDTH4];
  }
  out[i] = total;
}

@group(0) @binding(1) var<storage, read> weightOf: array<f32>;
@group(0) @binding(2) var<storage, read> assignments: array<u32>;
@group(0) @binding(3) var<storage, read> blockOf: array<u32>;
@group(0) @binding(4) var<storage, read> groups: array<vec2u>;
@group(0) @binding(5) var<storage, read_write> hGradient: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> u: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> dWeights: array<f32>;

/// One workgroup a row. Rows that only fill up a block are left alone.
@compute @workgroup_size(64)
fn backwardSwiglu(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.y * counts.x + group.x;
  var real = false;
  if (row < sizes.capacity) {
    let expert = blockOf[row / BLOCK];
    if (expert != NONE) { real = row < groups[expert].x + groups[expert].y; }
  }

  var dWeight = 0f;
  if (real) {
    let weight = weightOf[assignments[row]];
    for (var i = lane; i < HIDDEN4; i += LANES) {
      let at = row * 2u * HIDDEN4 + i;
      let h1 = hGradient[at];
      let h3 = hGradient[at + HIDDEN4];
      let s = sigmoid(h1);
      let value = h1 * s * h3;
      let dValue = u[row * HIDDEN4 + i];
      dWeight += dot(value, dValue);
      hGradient[at] = weight * dValue * h3 * s * (1 + h1 * (1 - s));
      hGradient[at + HIDDEN4] = weight * dValue * h1 * s;
      u[row * HIDDEN4 + i] = weight * value;
    }
  }
  dWeight = workgroupSum(lane, dWeight);
  if (real && lane == 0u) { dWeights[assignments[row]] = dWeight; }
}

@group(0) @binding(1) var<storage, read> dRows: array<vec4f>;
@group(0) @binding(2) var<storage, read> rowOf: array<u32>;
@group(0) @binding(3) var<storage, read> dScores: array<f32>;
@group(0) @binding(4) var<storage, read> chosen: array<u32>;
@group(0) @binding(5) var<storage, read> router: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> db: array<vec4f>;

@compute @workgroup_size(64)
fn backwardCombine(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  let token = i / WIDTH4;
  if (token >= sizes.tokens) { return; }
  let column = i % WIDTH4;
  var total = vec4f();
  for (var slot = 0u; slot < TOP_K; slot++) {
    let assignment = token * TOP_K + slot;
    total += dRows[rowOf[assignment] * WIDTH4 + column];
    total += dScores[assignment] * router[chosen[assignment] * WIDTH4 + column];
  }
  db[i] = total;
}
