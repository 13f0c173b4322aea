// RMSNorm (Zhang and Sennrich 2019): each row divided by its root mean square, times a gain.
//
//   x [rows, width], gain [width], y [rows, width], inverseRms [rows], C = width
//
//   forward    r = 1 / sqrt(mean(x²) + eps)        y = x r g            assigns y and inverseRms
//   backward   dx = r (g dy - x r mean(g dy x r))                       assigns dx or adds, where INPUT
//              chunkSums[chunk] = sum over the chunk's rows of dy x r   assigns chunkSums, where GAIN
//   sumGain    dg = sum over the chunks of chunkSums                    assigns dg
//
// The gain's gradient sums over rows in two stages of fixed order, so that it is the same every time.
// One workgroup takes a row in `forward` and a chunk of rows in `backward`, which reads x and dy for both gradients;
// in `sumGain` one invocation takes four columns.

override WIDTH4: u32;
override EPS: f32 = 1e-5;
/// Whether dx is computed, and added; whether the gain's gradient is.
override INPUT: bool = true;
override ACCUMULATE: bool = false;
override GAIN: bool = true;

/// Rows of a chunk.
const CHUNK_ROWS = 8u;

struct Sizes { rows: u32 }

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> gain: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> rowInverseRms: array<f32>;

@compute @workgroup_size(64)
fn forward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.y * counts.x + group.x;
  if (row >= sizes.rows) { return; }
  var squares = 0f;
  for (var i = lane; i < WIDTH4; i += LANES) {
    let value = x[row * WIDTH4 + i];
    squares += dot(value, value);
  }
  let r = inverseSqrt(workgroupSum(lane, squares) / f32(4u * WIDTH4) + EPS);
  for (var i = lane; i < WIDTH4; i += LANES) { y[row * WIDTH4 + i] = x[row * WIDTH4 + i] * r * gain[i]; }
  if (lane == 0u) { rowInverseRms[row] = r; }
}

@group(0) @binding(3) var<storage, read> dy: array<vec4f>;
@group(0) @binding(4) var<storage, read> inverseRms: array<f32>;
@group(0) @binding(5) var<storage, read_write> dx: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> chunkSums: array<vec4f>;

/// mean(g dy x r) of each row of the chunk.
var<workgroup> means: array<f32, CHUNK_ROWS>;

@compute @workgroup_size(64)
fn backward(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) counts: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let chunk = group.y * counts.x + group.x;
  let first = chunk * CHUNK_ROWS;
  if (first >= sizes.rows) { return; }
  let end = min(first + CHUNK_ROWS, sizes.rows);
  for (var row = first; INPUT && row < end; row++) {
    var products = 0f;
    for (var i = lane; i < WIDTH4; i += LANES) {
      let at = row * WIDTH4 + i;
      products += dot(gain[i] * dy[at], x[at]);
    }
    let sum = workgroupSum(lane, products);
    if (lane == 0u) { means[row - first] = sum * inverseRms[row] / f32(4u * WIDTH4); }
  }
  workgroupBarrier();
  for (var i = lane; i < WIDTH4; i += LANES) {
    var total = vec4f();
    for (var row = first; row < end; row++) {
      let at = row * WIDTH4 + i;
      let r = inverseRms[row];
      let normed = x[at] * r;
      total += dy[at] * normed;
      if (INPUT) {
        let value = r * (gain[i] * dy[at] - normed * means[row - first]);
        if (ACCUMULATE) { dx[at] += value; } else { dx[at] = value; }
      }
    }
    if (GAIN) { chunkSums[chunk * WIDTH4 + i] = total; }
  }
}

@group(0) @binding(1) var<storage, read> partials: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> dGain: array<vec4f>;

@compute @workgroup_size(64)
fn sumGain(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  if (column >= WIDTH4) { return; }
  var total = vec4f();
  for (var chunk = 0u; chunk * CHUNK_ROWS < sizes.rows; chunk++) { total += partials[chunk * WIDTH4 + column]; }
  dGain[column] = total;
}
