/**
 * int8 values [rows, columns] in the order in which the shaders read them (shaders/product.wgsl): tiles of four rows
 * and four columns, row of tiles by row of tiles; a tile's row is one word, its first column in the lowest byte.
 * `rows` and `columns` are multiples of four.
 */
export function packTiles(values: Int8Array, columns: number): Uint32Array<ArrayBuffer> {
  // A copy, because the values may start anywhere in their file.
  const words = new Uint32Array(values.slice().buffer);
  const across = columns / 4;
  const packed = new Uint32Array(words.length);
  let at = 0;
  for (let first = 0; first < words.length; first += 4 * across)
    for (let column = 0; column < across; column++)
      for (let row = 0; row < 4; row++) packed[at++] = words[first + row * across + column];
  return packed;
}
