// The matrix product, in the three forms that training needs.
//
//   forward         C = A Bᵀ    A [m, k], B [n, k]    Y  = X Wᵀ     (W is [out, in])
//   backwardInput   C = A B     A [m, k], B [k, n]    dX = dY W
//   backwardWeight  C = Aᵀ B    A [k, m], B [k, n]    dW = dYᵀ X
//
// C [m, n] is assigned, or added to where `sizes.accumulate` is 1. Everything is row-major float32.
//
// One invocation computes 8 x 8 numbers of C as four 4 x 4 tiles held in registers, so that each number it
// loads is used eight times. A tile is a mat4x4f: its column i (`tile[i]`) holds row i of the block, and the
// three forms differ only in which factor is transposed on the way. Indices into tiles are constants, because
// registers cannot be indexed at run time: a compiler would move the tiles to memory.
//
// Rows start at multiples of four floats, and all places in `sizes` are counted in vec4f. In `forward` and
// `backwardInput` k is a multiple of 4, or A holds zeros up to the next one. m and n may be anything: loads
// past an edge are moved onto it and stores past it left out. Where n is no multiple of 4, C's rows are padded
// to one and the padding receives finite numbers of no meaning.
//
// Batches: dispatch z is `outer * sizes.inner + inner`, and each operand's place says how far both steps lead.
//
// Experts (`sizes.topK` is not 0): rows are sorted by expert in blocks of 8 (grouping.wgsl). In `forward` and
// `backwardInput` the block chooses the weights; in `backwardWeight` z is the expert and k runs over its rows.
// The operand that `sizes.gather` names has one row a token, and row r stands for the token of r's assignment.

const NONE = 0xffffffffu;
const GATHER_A = 1u;
const GATHER_B = 2u;

/// Where an operand lies, in vec4f: distance of two rows, of the first element, of two outer and two inner batches.
struct Place { row: u32, first: u32, outer: u32, inner: u32 }

struct Sizes {
  m: u32, n: u32, k: u32,
  inner: u32,
  a: Place, b: Place, c: Place,
  accumulate: u32,
  topK: u32,
  gather: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;
@group(0) @binding(3) var<storage, read> assignments: array<u32>;
@group(0) @binding(4) var<storage, read> blocks: array<u32>;
@group(0) @binding(5) var<storage, read> groups: array<vec2u>;
@group(0) @binding(6) var<storage, read_write> c: array<vec4f>;

fn origin(place: Place, batch: u32) -> u32 {
  return place.first + batch / sizes.inner * place.outer + batch % sizes.inner * place.inner;
}

/// The rows of `operand` that stand for rows of the product.
fn rowsOf(operand: u32, row: vec4u) -> vec4u {
  if (sizes.gather != operand) { return row; }
  return vec4u(assignments[row.x], assignments[row.y], assignments[row.z], assignments[row.w]) / sizes.topK;
}

fn tileOfA(at: vec4u) -> mat4x4f { return mat4x4f(a[at.x], a[at.y], a[at.z], a[at.w]); }
fn tileOfB(at: vec4u) -> mat4x4f { return mat4x4f(b[at.x], b[at.y], b[at.z], b[at.w]); }

fn four(first: u32, end: u32) -> vec4u { return min(first + vec4u(0, 1, 2, 3), vec4u(end - 1u)); }

fn columns() -> u32 { return (sizes.n + 3u) / 4u; }

fn storeRow(start: u32, row: u32, column: u32, value: vec4f) {
  if (row >= sizes.m || column >= columns()) { return; }
  let at = start + row * sizes.c.row + column;
  if (sizes.accumulate == 1u) { c[at] += value; } else { c[at] = value; }
}

fn storeTile(start: u32, row: u32, column: u32, tile: mat4x4f) {
  storeRow(start, row, column, tile[0]);
  storeRow(start, row + 1u, column, tile[1]);
  storeRow(start, row + 2u, column, tile[2]);
  storeRow(start, row + 3u, column, tile[3]);
}

/// The 8 x 8 numbers from row m and column n on.
fn storeBlock(batch: u32, m: u32, n: u32, c00: mat4x4f, c01: mat4x4f, c10: mat4x4f, c11: mat4x4f) {
  let start = origin(sizes.c, batch);
  storeTile(start, m, n / 4u, c00);
  storeTile(start, m, n / 4u + 1u, c01);
  storeTile(start, m + 4u, n / 4u, c10);
  storeTile(start, m + 4u, n / 4u + 1u, c11);
}

@compute @workgroup_size(8, 8)
fn forward(@builtin(global_invocation_id) id: vec3u) {
  let m = id.y * 8u;
  let n = id.x * 8u;
  if (m >= sizes.m || n >= sizes.n) { return; }
  var batch = id.z;
  if (sizes.topK != 0u) { batch = blocks[id.y]; }
  if (batch == NONE) { return; }

  let a0 = origin(sizes.a, batch) + rowsOf(GATHER_A, four(m, sizes.m)) * sizes.a.row;
  let a1 = origin(sizes.a, batch) + rowsOf(GATHER_A, four(m + 4u, sizes.m)) * sizes.a.row;
  let b0 = origin(sizes.b, batch) + four(n, sizes.n) * sizes.b.row;
  let b1 = origin(sizes.b, batch) + four(n + 4u, sizes.n) * sizes.b.row;
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var k = 0u; k < (sizes.k + 3u) / 4u; k++) {
    let left = transpose(tileOfB(b0 + k));
    let right = transpose(tileOfB(b1 + k));
    let top = tileOfA(a0 + k);
    let bottom = tileOfA(a1 + k);
    c00 += left * top;
    c01 += right * top;
    c10 += left * bottom;
    c11 += right * bottom;
  }
  storeBlock(batch, m, n, c00, c01, c10, c11);
}

@compute @workgroup_size(8, 8)
fn backwardInput(@builtin(global_invocation_id) id: vec3u) {
  let m = id.y * 8u;
  let n = id.x * 8u;
  if (m >= sizes.m || n >= sizes.n) { return; }
  var batch = id.z;
  if (sizes.topK != 0u) { batch = blocks[id.y]; }
  if (batch == NONE) { return; }

  let a0 = origin(sizes.a, batch) + rowsOf(GATHER_A, four(m, sizes.m)) * sizes.a.row;
  let a1 = origin(sizes.a, batch) + rowsOf(GATHER_A, four(m + 4u, sizes.m)) * sizes.a.row;
  let b0 = origin(sizes.b, batch) + n / 4u;
  let b1 = origin(sizes.b, batch) + min(n / 4u + 1u, columns() - 1u);
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var k = 0u; k < (sizes.k + 3u) / 4u; k++) {
    let rows = four(4u * k, sizes.k) * sizes.b.row;
    let left = tileOfB(b0 + rows);
    let right = tileOfB(b1 + rows);
    let top = tileOfA(a0 + k);
    let bottom = tileOfA(a1 + k);
    c00 += left * top;
    c01 += right * top;
    c10 += left * bottom;
    c11 += right * bottom;
  }
  storeBlock(batch, m, n, c00, c01, c10, c11);
}

@compute @workgroup_size(8, 8)
fn backwardWeight(@builtin(global_invocation_id) id: vec3u) {
  let m = id.y * 8u;
  let n = id.x * 8u;
  if (m >= sizes.m || n >= sizes.n) { return; }
  let batch = id.z;
  var k = 0u;
  var end = sizes.k;
  if (sizes.topK != 0u) {
    k = groups[batch].x;
    end = k + groups[batch].y;
  }

  let a0 = origin(sizes.a, batch) + m / 4u;
  let a1 = origin(sizes.a, batch) + min(m / 4u + 1u, (sizes.m + 3u) / 4u - 1u);
  let b0 = origin(sizes.b, batch) + n / 4u;
  let b1 = origin(sizes.b, batch) + min(n / 4u + 1u, columns() - 1u);
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (; k < end; k += 4u) {
    let row = four(k, end);
    // rows past the end count zero times
    let once = select(vec4f(), vec4f(1), row == k + vec4u(0, 1, 2, 3));
    let rowsA = rowsOf(GATHER_A, row) * sizes.a.row;
    let rowsB = rowsOf(GATHER_B, row) * sizes.b.row;
    let left = tileOfB(b0 + rowsB);
    let right = tileOfB(b1 + rowsB);
    let top = transpose(tileOfA(a0 + rowsA));
    let bottom = transpose(tileOfA(a1 + rowsA));
    c00 += left * scaled(top, once);
    c01 += right * scaled(top, once);
    c10 += left * scaled(bottom, once);
    c11 += right * scaled(bottom, once);
  }
  storeBlock(batch, m, n, c00, c01, c10, c11);
}

fn scaled(tile: mat4x4f, by: vec4f) -> mat4x4f {
  return mat4x4f(tile[0] * by, tile[1] * by, tile[2] * by, tile[3] * by);
}
