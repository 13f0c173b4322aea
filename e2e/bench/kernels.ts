import { BASE_CONFIG } from '../../src/model/config';
import type { Method } from '../../src/model/run';
import type { Weights } from '../../src/model/weights';
import type { Batch } from '../../src/train/engine';
import { adamwFor } from '../../src/train/settings';
import { createEngineOn } from '../../src/train/webgpu/engine';
import type { Operation, Step } from '../../src/train/webgpu/program';
import { fasterCore } from '../../src/train/webgpu/tuning';

/** One kernel at one size, in a step. */
export interface KernelTime {
  name: string;
  /** All its runs in a step together, and their share of the step. */
  ms: number;
  share: number;
  times: number;
  /** For products, padding and all. */
  gflops?: number;
}

const FORMS = ['forward', 'backward to input', 'backward to weights'];

/** A device that measures time itself, where there is one that does. */
export async function openTimedDevice(gpu: GPU): Promise<GPUDevice> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('There is no device for WebGPU here.');
  const requiredFeatures = (['timestamp-query'] as const).filter((name) => adapter.features.has(name));
  return adapter.requestDevice({ requiredFeatures });
}

/** The kernels of a step on `batch`; the second of two steps, since drivers finish kernels in the first. */
export async function timeKernels(
  device: GPUDevice,
  weights: Weights,
  method: Method,
  batch: Batch,
): Promise<KernelTime[]> {
  const { rows, length } = batch;
  const options = {
    method,
    adamw: adamwFor(method),
    maxTokens: rows * length,
    maxLength: length,
  };
  const engine = await createEngineOn(device, BASE_CONFIG, weights, options, await fasterCore(device));
  await engine.profile(batch);
  const kernels = summarise(await engine.profile(batch));
  engine.release();
  return kernels;
}

/** The times of a step's operations, those of the same kernel and size together, the longest first. */
function summarise(operations: readonly { operation: Operation; step: Step; ms: number }[]): KernelTime[] {
  const kernels = new Map<string, { ms: number; times: number; flops: number }>();
  let total = 0;
  for (const { operation, step, ms } of operations) {
    const { name, flops } = nameOf(operation, step);
    const sum = kernels.get(name) ?? { ms: 0, times: 0, flops: 0 };
    kernels.set(name, { ms: sum.ms + ms, times: sum.times + 1, flops: sum.flops + flops });
    total += ms;
  }
  return [...kernels]
    .map(([name, { ms, times, flops }]) => ({
      name,
      ms,
      share: ms / total,
      times,
      gflops: flops > 0 ? flops / ms / 1e6 : undefined,
    }))
    .sort((a, b) => b.ms - a.ms);
}

function nameOf(operation: Operation, step: Step): { name: string; flops: number } {
  const { shader, entryPoint, constants = {} } = operation;
  if (shader !== 'product') return { name: `${shader} ${entryPoint}`, flops: 0 };
  const [m, n, k] = operation.sizes(step);
  const batches = operation.workgroups(step)[2];
  const kinds = [
    constants.INT8 ? 'int8' : '',
    constants.GROUPED ? 'by expert' : '',
    constants.CAUSAL ? `causal, ${batches} times` : '',
  ];
  const name = [`product ${FORMS[constants.FORM]}`, `${m} x ${n} x ${k}`, ...kinds].filter(Boolean).join(' ');
  // Half of a causal product is known to be zero; in the sum over an expert's rows each row counts once.
  const counted = constants.CAUSAL ? batches / 2 : constants.GROUPED ? 1 : batches;
  return { name, flops: 2 * m * n * k * counted };
}
