// AdamW (Loshchilov and Hutter 2019), as PyTorch computes it, for one buffer of parameters.
//
//   p, g, m, v [count]; flags [slots]
//
//   update   p -= decay p
//            m = beta1 m + (1 - beta1) g           v = beta2 v + (1 - beta2) g²
//            p -= lr / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)     writes p, m and v
//            unless flags[slot] says that the step is to be skipped (finite.wgsl)
//
// `rate` is lr / (1 - beta1^t), `root` is 1 / sqrt(1 - beta2^t) and `decay` is lr times the weight decay, at step
// t = 1, 2, ...
// NEW1 and NEW2 are 1 - beta1 and 1 - beta2, subtracted in double precision: 1 - 0.999 in float32 is off by 1e-5.

override BETA1: f32;
override BETA2: f32;
override NEW1: f32;
override NEW2: f32;
override EPS: f32;

struct Sizes { count4: u32, rate: f32, root: f32, decay: f32, slot: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> g: array<vec4f>;
@group(0) @binding(2) var<storage, read> flags: array<u32>;
@group(0) @binding(3) var<storage, read_write> p: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> m: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> v: array<vec4f>;

@compute @workgroup_size(64)
fn update(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  if (i >= sizes.count4 || flags[sizes.slot] != 0u) { return; }
  m[i] = BETA1 * m[i] + NEW1 * g[i];
  v[i] = BETA2 * v[i] + NEW2 * g[i] * g[i];
  p[i] -= sizes.decay * p[i] + sizes.rate * m[i] / (sqrt(v[i]) * sizes.root + EPS);
}
