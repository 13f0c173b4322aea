import { GraphBuilder, type OnnxModel } from './graph';

const VERSIONS = { opset: 23, ir: 11 };

/**
 * How alike directions are, as an ONNX graph: `cosines` float32 [asked, entries] between each of `directions` float32
 * [asked, width] and each of the keys [entries, width], all of length 1.
 *
 * With `entries`, the keys are the weights `keys`, which stay outside; without, they are an input of that name.
 */
export function buildSimilarity(width: number, entries?: number): OnnxModel {
  const g = new GraphBuilder('similarity');
  const directions = g.input('directions', 'float32', ['asked', width]);
  const keys =
    entries === undefined
      ? g.input('keys', 'float32', ['entries', width])
      : g.weight('keys', [entries, width]);
  const cosines = g.node('Gemm', [directions, keys], { transB: { int: 1 } });
  g.output('cosines', cosines, 'float32', ['asked', entries ?? 'entries']);
  return g.build(VERSIONS);
}
