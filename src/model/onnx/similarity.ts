import { GraphBuilder, type OnnxModel, type Value } from './graph';

const VERSIONS = { opset: 23, ir: 11 };

/**
 * How alike directions are, as an ONNX graph: the cosines between each of `directions` float32 [asked, width] and each of two
 * sets of keys, all of length 1: `known` float32 [asked, entries] with the weights `keys` [entries, width], which stay
 * outside, and `text` float32 [asked, read] with the input `read` float32 [read, width].
 */
export function buildSimilarity(width: number, entries: number): OnnxModel {
  const g = new GraphBuilder('similarity');
  const directions = g.input('directions', 'float32', ['asked', width]);
  const read = g.input('read', 'float32', ['read', width]);
  const cosinesWith = (keys: Value) => g.node('Gemm', [directions, keys], { transB: { int: 1 } });
  g.output('known', cosinesWith(g.weight('keys', [entries, width])), 'float32', ['asked', entries]);
  g.output('text', cosinesWith(read), 'float32', ['asked', 'read']);
  return g.build(VERSIONS);
}
