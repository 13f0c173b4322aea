/// <reference lib="webworker" />
import { setUpRuntimeInWorker } from '../../src/model/onnx/browser';
import { GraphBuilder } from '../../src/model/onnx/graph';
import { createSession, float32 } from '../../src/model/onnx/runtime';

declare const self: DedicatedWorkerGlobalScope;

/** `a` [m, k] times `b` [k, n], or [n, k] transposed; `batch` of them side by side. */
export interface Product {
  m: number;
  k: number;
  n: number;
  transB: boolean;
  batch: number;
}

export interface ProductTimes {
  threads: number;
  /** Median seconds of each product, in order. */
  seconds: number[];
}

const TIMES = 7;
/** So many of a product stand in one graph, each on the sum of the one before: a run's own cost fades. */
const IN_A_ROW = 4;

self.onmessage = async ({ data: products }: MessageEvent<Product[]>) => {
  const threads = setUpRuntimeInWorker();
  const seconds: number[] = [];
  for (const product of products) seconds.push(await time(product));
  self.postMessage({ threads, seconds } satisfies ProductTimes);
};

async function time({ m, k, n, transB, batch }: Product): Promise<number> {
  const g = new GraphBuilder('product');
  const axes = [batch, m, k];
  const shapeOfB = transB ? [n, k] : [k, n];
  const a = g.input('a', 'float32', batch > 1 ? axes : [m, k]);
  const b = batch > 1 ? g.input('b', 'float32', [batch, ...shapeOfB]) : g.weight('b', shapeOfB);
  let bias = g.scalar('float32', 0);
  for (let i = 0; i < IN_A_ROW; i++) {
    const left = g.node('Add', [a, bias]);
    const right = batch > 1 && transB ? g.node('Transpose', [b], { perm: { ints: [0, 2, 1] } }) : b;
    const y =
      batch > 1
        ? g.node('MatMul', [left, right])
        : g.node('Gemm', [left, right], { transB: { int: Number(transB) } });
    bias = g.node('ReduceMax', [g.node('Slice', [y, ...corner(g, batch > 1 ? 3 : 2)])], {
      keepdims: { int: 0 },
    });
  }
  g.output('y', bias, 'float32', []);
  const session = await createSession(g.build({ opset: 18, ir: 8 }), () => random(n * k), { packs: false });
  const feeds = {
    a: float32(random(batch * m * k), batch > 1 ? axes : [m, k]),
    ...(batch > 1 ? { b: float32(random(batch * n * k), [batch, ...shapeOfB]) } : {}),
  };
  const seconds: number[] = [];
  for (let i = 0; i <= TIMES; i++) {
    const start = performance.now();
    await session.run(feeds, ['y']);
    if (i > 0) seconds.push((performance.now() - start) / 1000 / IN_A_ROW);
  }
  await session.release();
  return seconds.sort((x, y) => x - y)[TIMES >> 1];
}

/** Starts and ends of a slice that keeps the first element of each axis. */
function corner(g: GraphBuilder, axes: number) {
  return [g.constant('int64', Array(axes).fill(0)), g.constant('int64', Array(axes).fill(1))];
}

function random(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => Math.sin(i));
}
