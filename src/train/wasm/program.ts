import type { Address } from './layout';

/** The kernels by name, as a program calls them. */
export type KernelName =
  | 'activate'
  | 'adamw'
  | 'add'
  | 'addThroughRouter'
  | 'attention'
  | 'attentionBackward'
  | 'checkFinite'
  | 'combine'
  | 'crossEntropy'
  | 'crossEntropyBackward'
  | 'embed'
  | 'embedBackward'
  | 'expertsBackwardHidden'
  | 'group'
  | 'packLeft'
  | 'packLeftTransposed'
  | 'product'
  | 'productOverRows'
  | 'reduce'
  | 'rmsnorm'
  | 'rmsnormBackward'
  | 'rotate'
  | 'route'
  | 'routeBackward'
  | 'totalLoss';

/** A kernel with its arguments (addresses and sizes, in the order of its own comment): run by all threads together. */
export type Operation = readonly [kernel: KernelName, ...args: readonly number[]];

/** What the module exports. */
export interface KernelExports extends Record<KernelName, (...args: number[]) => void> {
  enter(shared: Address, scratch: Address, threads: number, milliseconds: number): void;
  /** 1 when all threads have come to the end of a kernel, 0 if one does not come. */
  barrier(): number;
}

/** An instance of the kernels for one thread. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const abort = () => {
    throw new Error('a kernel gave up');
  };
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as KernelExports;
}

/** Runs a thread's part of a program; false if another thread does not come to the end of a kernel. */
export function execute(kernels: KernelExports, program: readonly Operation[]): boolean {
  for (const [kernel, ...args] of program) {
    kernels[kernel](...args);
    if (!kernels.barrier()) return false;
  }
  return true;
}
