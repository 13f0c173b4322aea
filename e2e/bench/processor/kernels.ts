import { BASE_CONFIG } from '../../../src/model/config';
import { openWeights } from '../../../src/model/weights';
import type { Batch } from '../../../src/train/engine';
import { adamwFor } from '../../../src/train/settings';
import { createCpuEngine } from '../../../src/train/wasm/engine';
import type { KernelName } from '../../../src/train/wasm/program';
import { spawnThread } from '../../../src/train/wasm/spawn';
import type { KernelTime } from '../kernels';

/** The kernels of a norm-only step on `batch` by our engine on the processor, with `threads` threads. */
export interface SharesTask {
  type: 'shares';
  threads: number;
  batch: Batch;
  weights: ArrayBuffer;
}

/** A kernel as it was called: its arguments, and the milliseconds until all threads had come to its end. */
export interface Call {
  kernel: string;
  args: readonly number[];
  ms: number;
}

/** So many steps are watched after a first one; of each call the shortest time counts. */
const STEPS = 10;
const LR = 1e-3;

export async function timeShares({ threads, batch, weights }: SharesTask): Promise<KernelTime[]> {
  const takeCalls = watchKernels();
  const { rows, length } = batch;
  const engine = await createCpuEngine(
    BASE_CONFIG,
    openWeights(new Uint8Array(weights), BASE_CONFIG),
    { method: 'norm', adamw: adamwFor('norm'), maxTokens: rows * length, maxLength: length },
    { threads, spawn: spawnThread },
  );
  const steps: Call[][] = [];
  for (let i = 0; i <= STEPS; i++) {
    await engine.step(batch, LR);
    steps.push(takeCalls());
  }
  engine.release();
  return summarise(steps.slice(1), rows * length, BASE_CONFIG.topK);
}

/**
 * Times every kernel that is called in this thread from now on. The function that is returned gives the calls since it
 * was last asked.
 */
function watchKernels(): () => Call[] {
  const calls: Call[] = [];
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, [module, imports]) {
      const instance = new target(module, imports);
      const watched = Object.entries(instance.exports).map(([name, value]) => [
        name,
        typeof value === 'function' ? watch(name as KernelName | 'barrier', value as Kernel) : value,
      ]);
      return { exports: Object.fromEntries(watched) };
    },
  });
  type Kernel = (...args: number[]) => unknown;
  let began = 0;
  function watch(name: KernelName | 'barrier', run: Kernel): Kernel {
    if (name === 'barrier')
      return () => {
        const result = run();
        calls.at(-1)!.ms = performance.now() - began;
        return result;
      };
    return (...args) => {
      calls.push({ kernel: name, args, ms: 0 });
      began = performance.now();
      return run(...args);
    };
  }
  return () => calls.splice(0);
}

/**
 * The times of the same step several times over: of each call the shortest, those of the same kernel and size together,
 * the longest first. With more experts than one each token goes to `topK` of them.
 */
export function summarise(steps: readonly Call[][], tokens: number, topK: number): KernelTime[] {
  const kernels = new Map<string, { ms: number; times: number; flops: number }>();
  let total = 0;
  steps[0].forEach((call, i) => {
    const ms = Math.min(...steps.map((calls) => calls[i].ms));
    const { name, flops } = nameOf(call, tokens, topK);
    const sum = kernels.get(name) ?? { ms: 0, times: 0, flops: 0 };
    kernels.set(name, { ms: sum.ms + ms, times: sum.times + 1, flops: sum.flops + flops });
    total += ms;
  });
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

/** A product with its sizes, in the order of the kernel's arguments: groups, count, a, depth, from, k, n, kind. */
function nameOf({ kernel, args }: Call, tokens: number, topK: number): { name: string; flops: number } {
  if (kernel !== 'product') return { name: kernel, flops: 0 };
  const [, count, , , , k, n, kind] = args;
  const rows = count > 1 ? topK * tokens : tokens;
  const kinds = [kind === 0 ? '' : 'int8', count > 1 ? 'by expert' : ''];
  return {
    name: [`product ${rows} x ${n} x ${k}`, ...kinds].filter(Boolean).join(' '),
    flops: 2 * rows * n * k,
  };
}
