import { GraphBuilder, type OnnxModel } from './graph';

const VERSIONS = { opset: 23, ir: 11 };

/** Below this length a state points nowhere. */
const SHORTEST = 1e-12;

/**
 * How alike states are, as an ONNX graph: the cosine of the angle between each of `states` float32 [asked, width] and
 * each of `entries` kept states, both less the `centre` of the kept ones.
 *
 * Output `cosines` float32 [asked, entries]. The weights `centre` [width] and `keys` [entries, width], which are already
 * centred and of length 1, stay outside.
 */
export function buildSimilarity(width: number, entries: number): OnnxModel {
  const g = new GraphBuilder('similarity');
  const states = g.input('states', 'float32', ['asked', width]);
  const moved = g.node('Sub', [states, g.weight('centre', [width])]);
  const squares = g.node('ReduceSumSquare', [moved, g.constant('int64', [1])], { keepdims: { int: 1 } });
  const length = g.node('Max', [g.node('Sqrt', [squares]), g.scalar('float32', SHORTEST)]);
  const turned = g.node('Div', [moved, length]);
  const cosines = g.node('Gemm', [turned, g.weight('keys', [entries, width])], { transB: { int: 1 } });
  g.output('cosines', cosines, 'float32', ['asked', entries]);
  return g.build(VERSIONS);
}
