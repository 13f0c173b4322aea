import { GpuBuffers } from '../../src/train/webgpu/buffers';
import { openDevice } from '../../src/train/webgpu/device';
import { linear } from '../../src/train/webgpu/operations/product';
import { Program } from '../../src/train/webgpu/program';
import type { Core } from '../../src/train/webgpu/shaders';
import type { ProductTime } from './peer';

/** [m, k] times [k, n]: a product as a layer has it for 512 tokens, and the head's. */
const PRODUCTS = [
  { m: 512, k: 512, n: 512 },
  { m: 512, k: 512, n: 16384 },
];
const CORES: Core[] = ['registers', 'tiles'];

/** Products timed together take this long, in seconds: a submit costs by itself. */
const LEAST_SECONDS = 0.05;
const MOST_TOGETHER = 200;
/** This many tries, unless they take this long, in seconds. */
const TRIES = 5;
const MOST_SECONDS = 3;

/** The best of some tries of each product by each of our kernels: the ceiling of this machine. */
export async function timeProducts(gpu: GPU): Promise<ProductTime[]> {
  const device = await openDevice(gpu);
  const times: ProductTime[] = [];
  for (const core of CORES)
    for (const product of PRODUCTS)
      times.push({ core, ...product, seconds: await timeProduct(device, core, product) });
  device.destroy();
  return times;
}

async function timeProduct(
  device: GPUDevice,
  core: Core,
  { m, k, n }: (typeof PRODUCTS)[number],
): Promise<number> {
  const buffers = new GpuBuffers(device);
  const filled = (label: string, size: number) => {
    const view = buffers.tensor(label, size);
    device.queue.writeBuffer(
      view.buffer,
      view.offset,
      Float32Array.from({ length: size }, (_, i) => Math.sin(i)),
    );
    return view;
  };
  const weight = { weight: filled('weight', n * k), out: n, in: k };
  const operation = linear(weight, filled('x', m * k), buffers.tensor('y', m * n), () => m);
  const program = await Program.compile(buffers, [operation], core);
  const step = { rows: 1, length: m, tokens: m, predicted: m, distinct: 0, slot: 0, lr: 0, count: 1 };
  program.begin(step);
  const secondsOf = async (count: number) => {
    const start = performance.now();
    program.submit(step, Array(count).fill(operation));
    await device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / 1000 / count;
  };
  await secondsOf(1);
  let best = await secondsOf(1);
  const together = Math.min(MOST_TOGETHER, Math.ceil(LEAST_SECONDS / best));
  const tries = Math.min(TRIES, MOST_SECONDS / (best * together));
  for (let i = 0; i < tries; i++) best = Math.min(best, await secondsOf(together));
  buffers.release();
  return best;
}
