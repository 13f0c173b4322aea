import relaxed from 'kernels:relaxed';
import simd from 'kernels:simd';

/** The compiled kernels. */
export interface Kernels {
  module: WebAssembly.Module;
  /** Rows of a tile, to which left operands are laid out. */
  panel: number;
}

/** The kernels that the browser can run: with relaxed SIMD (Chrome 114, Firefox 146) they multiply and add in one. */
export function compileKernels(useRelaxed = true): Kernels {
  const bytes = decode(relaxed);
  if (useRelaxed && WebAssembly.validate(bytes)) return { module: new WebAssembly.Module(bytes), panel: 6 };
  return { module: new WebAssembly.Module(decode(simd)), panel: 4 };
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
