// Sum and maximum over the 64 invocations of a workgroup. Put in front of the kernels that give a row of
// numbers to a workgroup; both functions are called from uniform control flow only.
//
// Two barriers each: 64 values to 8, then every invocation adds the 8 in the same order, so that all of them
// hold the same bits.

const LANES = 64u;
const PARTS = 8u;

var<workgroup> lanes: array<f32, LANES>;
var<workgroup> parts: array<f32, PARTS>;

fn workgroupSum(lane: u32, value: f32) -> f32 {
  lanes[lane] = value;
  workgroupBarrier();
  if (lane < PARTS) {
    var part = 0f;
    for (var i = 0u; i < LANES / PARTS; i++) { part += lanes[lane * PARTS + i]; }
    parts[lane] = part;
  }
  workgroupBarrier();
  var total = 0f;
  for (var i = 0u; i < PARTS; i++) { total += parts[i]; }
  return total;
}

fn workgroupMax(lane: u32, value: f32) -> f32 {
  lanes[lane] = value;
  workgroupBarrier();
  if (lane < PARTS) {
    var part = lanes[lane * PARTS];
    for (var i = 1u; i < LANES / PARTS; i++) { part = max(part, lanes[lane * PARTS + i]); }
    parts[lane] = part;
  }
  workgroupBarrier();
  var largest = parts[0];
  for (var i = 1u; i < PARTS; i++) { largest = max(largest, parts[i]); }
  return largest;
}
