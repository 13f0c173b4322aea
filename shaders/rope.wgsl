// Rotary position embedding (Su and others 2021): queries and keys turned by an angle that grows with position,
// so that their dot products depend on the distance of two tokens.
//
//   qkv [tokens, 3 width], of which the first two thirds are turned in place; table [length, head / 2] of
//   (cos, sin) of position * theta^(-2j / head)
//
//   rotate   (u, w) -> (u cos - w sin, w cos + u sin),  u = head[j], w = head[j + head / 2]
//
// The halves of a head are turned against each other, not neighbouring pairs (Hugging Face's layout).
// Backward is the rotation by the opposite angle: DIRECTION -1.

override WIDTH: u32;
override HEAD: u32;
override DIRECTION: f32 = 1;

struct Sizes { tokens: u32, length: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> table: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> qkv: array<f32>;

@compute @workgroup_size(64)
fn rotate(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  // one invocation a pair: `width` pairs a token, for queries and keys together
  let i = id.y * counts.x * 64u + id.x;
  let token = i / WIDTH;
  if (token >= sizes.tokens) { return; }
  let pair = i % WIDTH;
  let half = HEAD / 2u;
  let j = pair % half;
  let angle = table[token % sizes.length * half + j];
  let u = token * 3u * WIDTH + pair / half * HEAD + j;
  let w = u + half;
  let before = vec2f(qkv[u], qkv[w]);
  let sine = DIRECTION * angle.y;
  qkv[u] = before.x * angle.x - before.y * sine;
  qkv[w] = before.y * angle.x + before.x * sine;
}
