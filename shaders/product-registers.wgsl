// The product (product.wgsl) with registers alone: one invocation computes 8 x 8 numbers of C as four 4 x 4 tiles, so
// that each number it loads is used eight times. Best where workgroup memory and barriers are slow, as they are on
// processors that imitate graphics processors.
//
// Indices into tiles are constants, because registers cannot be indexed at run time: a compiler would move the
// tiles to memory.

/// Rows of C that share their batch.
const ROWS = 8u;

@compute @workgroup_size(8, 8)
fn multiply(@builtin(global_invocation_id) id: vec3u) {
  let m = id.y * ROWS;
  let n = id.x * 8u;
  if (m >= sizes.m || n >= sizes.n || isHidden(m, n)) { return; }
  let batch = batchAt(m, id.z);
  if (batch == NONE) { return; }
  let span = spanOf(batch, m);

  let a0 = placeOfA(span, m);
  let a1 = placeOfA(span, m + 4u);
  let b0 = placeOfB(span, n);
  let b1 = placeOfB(span, n + 4u);
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var k = span.begin; k < span.end; k += 4u) {
    let left = fetchB(span, b0, k);
    let right = fetchB(span, b1, k);
    let top = transpose(fetchA(span, a0, k));
    let bottom = transpose(fetchA(span, a1, k));
    c00 += left * top;
    c01 += right * top;
    c10 += left * bottom;
    c11 += right * bottom;
  }
  storeTile(span, m, n, c00);
  storeTile(span, m, n + 4u, c01);
  storeTile(span, m + 4u, n, c10);
  storeTile(span, m + 4u, n + 4u, c11);
}
