import { expect, test } from 'vitest';
import { GraphBuilder } from './graph';
import { bool, createSession, float32, int32 } from './runtime';

const VERSIONS = { opset: 23, ir: 11 };
const noWeights = () => {
  throw new RangeError('this graph has no weights');
};

test('nodes, weights and every kind of attribute reach onnxruntime as they were meant', async () => {
  const g = new GraphBuilder('test');
  const x = g.input('x', 'float32', ['rows', 2]);
  const w = g.weight('some/weight', [3, 2]);
  // 0.5 x W^T, transposed to [3, rows], its first two rows added up: [rows].
  const product = g.node('Gemm', [x, w], { alpha: { float: 0.5 }, transB: { int: 1 } });
  const turned = g.node('Transpose', [product], { perm: { ints: [1, 0] } });
  const [first] = g.nodes('Split', [turned, g.constant('int64', [2, 1])], 2, { axis: { int: -2 } });
  const sum = g.node('ReduceSum', [first, g.constant('int64', [-2])], { keepdims: { int: 0 } });
  g.output('sum', sum, 'float32', ['rows']);
  const tanh = g.node('Gelu', [sum], { approximate: { string: 'tanh' } });
  g.output('gelu', tanh, 'float32', ['rows']);
  const model = g.build(VERSIONS);
  expect(model.weights).toEqual([{ path: 'some/weight', shape: [3, 2] }]);

  const session = await createSession(model, () => new Float32Array([1, 2, 3, 4, 5, 6]));
  const outputs = await session.run({ x: float32(new Float32Array([1, 0, 0, 1, -1, 1]), [3, 2]) }, [
    'sum',
    'gelu',
  ]);
  expect(Array.from(outputs.sum.data as Float32Array)).toEqual([2, 3, 1]);
  const gelu = (v: number) => 0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3)));
  [2, 3, 1].forEach((v, i) => {
    expect(outputs.gelu.data[i]).toBeCloseTo(gelu(v), 5);
  });
  await session.release();
});

test('constants of every type', async () => {
  const g = new GraphBuilder('test');
  const asFloat = (value: ReturnType<GraphBuilder['scalar']>) =>
    g.node('Reshape', [g.node('Cast', [value], { to: { int: 1 } }), g.constant('int64', [1])]);
  const values = [g.scalar('float32', -1.5), g.scalar('int32', -7), g.scalar('int64', -(2 ** 40))];
  g.output('all', g.node('Concat', values.map(asFloat), { axis: { int: 0 } }), 'float32', [3]);
  const session = await createSession(g.build(VERSIONS), noWeights);
  expect(Array.from((await session.run({}, ['all'])).all.data as Float32Array)).toEqual([
    -1.5,
    -7,
    -(2 ** 40),
  ]);
  await session.release();
});

test('equal constants and weights asked for twice are one value', () => {
  const g = new GraphBuilder('test');
  expect(g.constant('int64', [1, 2])).toBe(g.constant('int64', [1, 2]));
  expect(g.constant('int64', [1, 2])).not.toBe(g.constant('int64', [1, 2], [2, 1]));
  expect(g.constant('int64', [1])).not.toBe(g.scalar('int64', 1));
  expect(g.constant('int32', [0])).not.toBe(g.constant('float32', [0]));
  expect(g.weight('w', [2])).toBe(g.weight('w', [2]));
  expect(g.build(VERSIONS).weights).toHaveLength(1);
});

test('a weight of another size than the graph expects makes no session', async () => {
  const g = new GraphBuilder('test');
  g.output('y', g.node('Neg', [g.weight('w', [3])]), 'float32', [3]);
  const model = g.build(VERSIONS);
  await expect(createSession(model, () => new Float32Array(2))).rejects.toThrow();
  const session = await createSession(model, () => new Float32Array([1, 2, 3]));
  expect(Array.from((await session.run({}, ['y'])).y.data as Float32Array)).toEqual([-1, -2, -3]);
  await session.release();
});

test('of two branches the one that the condition asks for is computed, with all that was made before', async () => {
  const g = new GraphBuilder('test');
  const train = g.input('train', 'bool', []);
  const x = g.input('x', 'float32', [2]);
  const w = g.weight('w', [2]);
  const sum = g.node('Add', [x, w]);
  const [first, second] = g.either(
    train,
    'float32',
    (b) => [b.node('Mul', [sum, b.scalar('float32', 10)]), b.node('Neg', [w])],
    (b) => [sum, b.node('Slice', [sum, b.constant('int64', [0]), b.constant('int64', [0])])],
  );
  g.output('sum', sum, 'float32', [2]);
  g.output('first', first, 'float32');
  g.output('second', second, 'float32');
  const session = await createSession(g.build(VERSIONS), () => new Float32Array([1, 2]), { packs: false });
  const run = async (value: boolean) => {
    const feeds = { x: float32(new Float32Array([3, 4])), train: bool(value) };
    const outputs = await session.run(feeds, ['sum', 'first', 'second']);
    return [outputs.sum, outputs.first, outputs.second].map(({ data }) => Array.from(data as Float32Array));
  };
  expect(await run(true)).toEqual([
    [4, 6],
    [40, 60],
    [-1, -2],
  ]);
  expect(await run(false)).toEqual([[4, 6], [4, 6], []]);
  await session.release();
  expect(() =>
    g.either(
      train,
      'float32',
      () => [sum],
      () => [],
    ),
  ).toThrow(/as many values/);
});

test('branches within branches share what lies around them and do not take its names', async () => {
  const g = new GraphBuilder('test');
  const [outer, inner] = ['outer', 'inner'].map((name) => g.input(name, 'bool', []));
  const x = g.node('Neg', [g.input('x', 'float32', [2])]);
  const times = (b: GraphBuilder, value: typeof x, factor: number) =>
    b.node('Mul', [value, b.scalar('float32', factor)]);
  const [y] = g.either(
    outer,
    'float32',
    (b) => {
      const tenfold = times(b, x, 10);
      // The weight is asked for in here first, the factor 10 again.
      const chosen = b.either(
        inner,
        'float32',
        (c) => [c.node('Add', [times(c, tenfold, 10), c.weight('w', [2])])],
        (c) => [times(c, tenfold, 2)],
      );
      return [b.node('Add', [chosen[0], x])];
    },
    (b) =>
      b.either(
        inner,
        'float32',
        (c) => [times(c, x, 3)],
        () => [x],
      ),
  );
  g.output('x negated', x, 'float32', [2]);
  g.output('y', g.node('Add', [y, x]), 'float32', [2]);
  const model = g.build(VERSIONS);
  expect(model.weights).toEqual([{ path: 'w', shape: [2] }]);
  const session = await createSession(model, () => new Float32Array([0.5, 0.25]));
  const run = async (outer: boolean, inner: boolean) => {
    const feeds = { x: float32(new Float32Array([-1, -2])), outer: bool(outer), inner: bool(inner) };
    const outputs = await session.run(feeds, ['y', 'x negated']);
    expect(Array.from(outputs['x negated'].data as Float32Array)).toEqual([1, 2]);
    return Array.from(outputs.y.data as Float32Array);
  };
  expect(await run(true, true)).toEqual([102.5, 204.25]);
  expect(await run(true, false)).toEqual([22, 44]);
  expect(await run(false, true)).toEqual([4, 8]);
  expect(await run(false, false)).toEqual([2, 4]);
  await session.release();
});

test('an output without a copy may be used further, and be an output twice', async () => {
  const g = new GraphBuilder('test');
  const ids = g.input('ids', 'int32', ['rows', 'columns']);
  const doubled = g.node('Add', [ids, ids]);
  g.output('doubled', doubled, 'int32', ['rows', 'columns']);
  g.output('again', doubled, 'int32', ['rows', 'columns']);
  g.output('negative', g.node('Neg', [doubled]), 'int32', ['rows', 'columns']);
  const session = await createSession(g.build(VERSIONS), noWeights);
  const outputs = await session.run({ ids: int32([1, 2], [2, 1]) }, ['doubled', 'again', 'negative']);
  expect(outputs.doubled.dims).toEqual([2, 1]);
  expect(Array.from(outputs.doubled.data as Int32Array)).toEqual([2, 4]);
  expect(Array.from(outputs.again.data as Int32Array)).toEqual([2, 4]);
  expect(Array.from(outputs.negative.data as Int32Array)).toEqual([-2, -4]);
  await session.release();
});
