// Whether a step may be taken: a gradient that is infinite or not a number would spoil the weights for good.
//
//   g [count]; flags [slots]: 1 where a step is to be skipped; crossentropy.wgsl's `total` sets it from the loss
//
//   check    flags[slot] = 1 if any of g is not finite
//
// Finiteness is tested on the bits, since compilers may assume that numbers are finite. The one atomic operation of
// the engine: the order in which bits are set does not matter.

struct Sizes { count4: u32, slot: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> g: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> flags: array<atomic<u32>>;

const EXPONENT = vec4u(0x7f800000u);

@compute @workgroup_size(64)
fn check(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) counts: vec3u) {
  let i = id.y * counts.x * 64u + id.x;
  if (i >= sizes.count4) { return; }
  if (any((g[i] & EXPONENT) == EXPONENT)) { atomicOr(&flags[sizes.slot], 1u); }
}
