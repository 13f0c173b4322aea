// The residual stream: what a block computes is added to what came in.
//
//   x, y, sum [count]    add: sum = x + y    assigns sum
//
// Its backward pass needs no kernel: the gradient goes unchanged both ways.

struct Sizes { count4: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> y: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> sum: array<vec4f>;

@compute @workgroup_size(64)
fn add(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  if (i >= sizes.count4) { return; }
  sum[i] = x[i] + y[i];
}
