// The embedding: a token's row of the table, which is also the output head (tied).
//
//   ids [tokens], table [vocab, width], x [tokens, width]
//
//   forward    x[n] = table[ids[n]]                                     assigns x
//   forwardInt8  the same of a frozen table of int8 values in tiles, with a scale for each row (product.wgsl)
//   backward   dTable[id] += sum over the tokens n with that id of dx[n]
//
// A token id can occur many times, and two invocations must not add to one row at once. So each distinct id
// is one invocation's: it starts at the id's first occurrence and follows `repeats`, which names for each
// token the next one with the same id, in order of position. Rows of ids that do not occur are left alone.

override WIDTH4: u32;

const NONE = 0xffffffffu;

struct Sizes { tokens: u32, distinct: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> ids: array<u32>;
@group(0) @binding(2) var<storage, read> table: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> x: array<vec4f>;

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  let token = i / WIDTH4;
  if (token >= sizes.tokens) { return; }
  x[i] = table[ids[token] * WIDTH4 + i % WIDTH4];
}

@group(0) @binding(2) var<storage, read> tiles: array<u32>;
@group(0) @binding(3) var<storage, read> scales: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn forwardInt8(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  let token = i / WIDTH4;
  if (token >= sizes.tokens) { return; }
  let row = ids[token];
  let word = tiles[(row / 4u * WIDTH4 + i % WIDTH4) * 4u + row % 4u];
  y[i] = scales[row] * vec4f(bitcast<vec4i>(vec4u(word) << vec4u(24, 16, 8, 0)) >> vec4u(24));
}

@group(0) @binding(2) var<storage, read> firsts: array<u32>;
@group(0) @binding(3) var<storage, read> repeats: array<u32>;
@group(0) @binding(4) var<storage, read> dx: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> dTable: array<vec4f>;

@compute @workgroup_size(64)
fn backward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  if (i / WIDTH4 >= sizes.distinct) { return; }
  let column = i % WIDTH4;
  let first = firsts[i / WIDTH4];
  var total = vec4f();
  for (var token = first; token != NONE; token = repeats[token]) { total += dx[token * WIDTH4 + column]; }
  dTable[ids[first] * WIDTH4 + column] += total;
}
