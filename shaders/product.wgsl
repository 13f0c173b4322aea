// The matrix product, in the three forms that training needs.
//
//   0 forward         C = A Bᵀ    A [m, k], B [n, k]    Y  = X Wᵀ     (W is [out, in])
//   1 backwardInput   C = A B     A [m, k], B [k, n]    dX = dY W
//   2 backwardWeight  C = Aᵀ B    A [k, m], B [k, n]    dW = dYᵀ X
//
// C [m, n] is assigned, or added to where `sizes.accumulate` is 1. Everything is row-major float32, but for
// frozen weights (below). A workgroup of 8 x 8 invocations computes 64 x 64 numbers of C.
//
// This file says what is read and written: `fetchA` and `fetchB` give 4 x 4 tiles of the factors, in all forms
// as if the product were the sum over k of a column of A times a row of B. How a workgroup goes about it is in
// the file put behind this one: product-registers.wgsl or product-tiles.wgsl, whichever is faster on the machine.
//
// Rows start at multiples of four floats, and all places in `sizes` are counted in vec4f. In the forms 0 and 1 k is
// a multiple of 4, or A holds zeros up to the next one. m and n may be anything: loads past an edge are moved onto
// it and stores past it left out. Where n is no multiple of 4, C's rows are padded to one and the padding receives
// finite numbers of no meaning.
//
// Batches: dispatch z is `outer * sizes.inner + inner`, and each operand's place says how far both steps lead.
//
// GROUPED: rows are sorted by expert in blocks of ROWS (grouping.wgsl). In the forms 0 and 1 the block chooses the
// weights; in form 2 z is the expert and k runs over its rows. The operand that `sizes.gather` names has one row a
// token, and row r belongs to the token of r's assignment.
//
// CAUSAL: the square matrix of queries and keys (C in form 0, A in the others) is zero above its diagonal. What is
// known to be zero is not computed; form 0 leaves blocks wholly above the diagonal unassigned.
//
// INT8 (forms 0 and 1): B is a frozen matrix W of int8 values with a scale for each row. Four rows of four columns
// lie together, a row in a word, so that a tile is one load: `sizes.b` counts tiles. A row's scale meets n in form 0,
// where it multiplies the finished sum, and k in form 1, where it multiplies A.

override FORM: u32 = 0u;
override INT8: bool = false;
override GROUPED: bool = false;
override CAUSAL: bool = false;

const FORWARD = 0u;
const BACKWARD_INPUT = 1u;
const BACKWARD_WEIGHT = 2u;

const NONE = 0xffffffffu;
const GATHER_A = 1u;
const GATHER_B = 2u;

/// Where an operand lies, in vec4f: distance of two rows, of the first element, of two outer and two inner batches.
struct Place { row: u32, first: u32, outer: u32, inner: u32 }

struct Sizes {
  m: u32, n: u32, k: u32,
  inner: u32,
  a: Place, b: Place, c: Place,
  /// Distance of the scales of two outer batches.
  scales: u32,
  accumulate: u32,
  topK: u32,
  gather: u32,
}

@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4u>;
@group(0) @binding(3) var<storage, read> scales: array<vec4f>;
@group(0) @binding(4) var<storage, read> assignments: array<u32>;
@group(0) @binding(5) var<storage, read> blocks: array<u32>;
@group(0) @binding(6) var<storage, read> groups: array<vec2u>;
@group(0) @binding(7) var<storage, read_write> c: array<vec4f>;

/// What an invocation knows before it starts: where its batch's operands begin, and the k it sums over.
struct Span { batch: u32, a: u32, b: u32, c: u32, scales: u32, begin: u32, end: u32 }

/// The batch of the block of rows from `m` on; NONE where there is nothing to do.
fn batchAt(m: u32, z: u32) -> u32 {
  if (GROUPED && FORM != BACKWARD_WEIGHT) { return blocks[m / ROWS]; }
  return z;
}

fn origin(place: Place, batch: u32) -> u32 {
  return place.first + batch / sizes.inner * place.outer + batch % sizes.inner * place.inner;
}

fn spanOf(batch: u32, m: u32) -> Span {
  var begin = 0u;
  var end = sizes.k;
  if (FORM == BACKWARD_WEIGHT) {
    if (GROUPED) {
      begin = groups[batch].x;
      end = begin + groups[batch].y;
    }
    if (CAUSAL) { begin = m; }
  } else if (CAUSAL && FORM == BACKWARD_INPUT) {
    end = min(end, m + ROWS);
  }
  return Span(
    batch,
    origin(sizes.a, batch), origin(sizes.b, batch), origin(sizes.c, batch),
    batch / sizes.inner * sizes.scales,
    begin, end,
  );
}

/// Whether the block of C at (m, n) is wholly above the diagonal.
fn isHidden(m: u32, n: u32) -> bool { return CAUSAL && FORM == FORWARD && n >= m + ROWS; }

/// The rows of `operand` that belong to rows of the product.
fn rowsOf(operand: u32, row: vec4u) -> vec4u {
  if (!GROUPED || sizes.gather != operand) { return row; }
  return vec4u(assignments[row.x], assignments[row.y], assignments[row.z], assignments[row.w]) / sizes.topK;
}

fn four(first: u32, end: u32) -> vec4u { return min(first + vec4u(0, 1, 2, 3), vec4u(end - 1u)); }

/// The vec4f of a row that holds the columns from `first` on.
fn column(first: u32, count: u32) -> vec4u { return vec4u(min(first / 4u, (count + 3u) / 4u - 1u)); }

fn scaled(tile: mat4x4f, by: vec4f) -> mat4x4f {
  return mat4x4f(tile[0] * by, tile[1] * by, tile[2] * by, tile[3] * by);
}

fn tileOfA(at: vec4u) -> mat4x4f { return mat4x4f(a[at.x], a[at.y], a[at.z], a[at.w]); }

fn tileOfB(at: vec4u) -> mat4x4f {
  return mat4x4f(
    bitcast<vec4f>(b[at.x]), bitcast<vec4f>(b[at.y]), bitcast<vec4f>(b[at.z]), bitcast<vec4f>(b[at.w]),
  );
}

fn unpacked(word: u32) -> vec4f {
  return vec4f(bitcast<vec4i>(vec4u(word) << vec4u(24, 16, 8, 0)) >> vec4u(24));
}

fn tileOfWeights(at: u32) -> mat4x4f {
  let words = b[at];
  return mat4x4f(unpacked(words.x), unpacked(words.y), unpacked(words.z), unpacked(words.w));
}

/// Where the four rows of C from `m` on are in A, apart from k.
fn placeOfA(span: Span, m: u32) -> vec4u {
  if (FORM == BACKWARD_WEIGHT) { return span.a + column(m, sizes.m); }
  return span.a + rowsOf(GATHER_A, four(m, sizes.m)) * sizes.a.row;
}

/// Where the four columns of C from `n` on are in B, apart from k.
fn placeOfB(span: Span, n: u32) -> vec4u {
  if (FORM != FORWARD) { return span.b + column(n, sizes.n); }
  if (INT8) { return span.b + column(n, sizes.n) * sizes.b.row; }
  return span.b + four(n, sizes.n) * sizes.b.row;
}

/// A's numbers at k to k + 3: column i is k + i, with one number for each of the four rows at `place`.
fn fetchA(span: Span, place: vec4u, k: u32) -> mat4x4f {
  if (FORM == BACKWARD_WEIGHT) {
    let row = four(k, span.end);
    let tile = tileOfA(place + rowsOf(GATHER_A, row) * sizes.a.row);
    // rows past the end count zero times
    let once = select(vec4f(), vec4f(1), row == k + vec4u(0, 1, 2, 3));
    return mat4x4f(tile[0] * once.x, tile[1] * once.y, tile[2] * once.z, tile[3] * once.w);
  }
  let tile = tileOfA(place + k / 4u);
  if (INT8 && FORM == BACKWARD_INPUT) { return transpose(scaled(tile, scales[span.scales + k / 4u])); }
  return transpose(tile);
}

/// B's numbers at k to k + 3: column i is k + i, with one number for each of the four columns at `place`.
fn fetchB(span: Span, place: vec4u, k: u32) -> mat4x4f {
  if (FORM == FORWARD) {
    if (INT8) { return transpose(tileOfWeights(place.x + k / 4u)); }
    return transpose(tileOfB(place + k / 4u));
  }
  if (INT8) { return tileOfWeights(place.x + k / 4u * sizes.b.row); }
  if (FORM == BACKWARD_INPUT) { return tileOfB(place + four(k, sizes.k) * sizes.b.row); }
  return tileOfB(place + rowsOf(GATHER_B, four(k, span.end)) * sizes.b.row);
}

fn storeRow(start: u32, row: u32, column: u32, value: vec4f) {
  if (row >= sizes.m || column >= (sizes.n + 3u) / 4u) { return; }
  let at = start + row * sizes.c.row + column;
  if (sizes.accumulate == 1u) { c[at] += value; } else { c[at] = value; }
}

/// Writes 4 x 4 numbers of C; column i of `sums` is row m + i.
fn storeTile(span: Span, m: u32, n: u32, sums: mat4x4f) {
  var tile = sums;
  if (INT8 && FORM == FORWARD) { tile = scaled(sums, scales[span.scales + column(n, sizes.n).x]); }
  storeRow(span.c, m, n / 4u, tile[0]);
  storeRow(span.c, m + 1u, n / 4u, tile[1]);
  storeRow(span.c, m + 2u, n / 4u, tile[2]);
  storeRow(span.c, m + 3u, n / 4u, tile[3]);
}
