import type { KernelTime } from './kernels.ts';

/** How long a kernel took, as a line of a table. */
export function kernelLine({ name, ms, share, times, gflops }: KernelTime): string {
  const product = gflops ? `  ${gflops.toFixed(1)} GFLOP/s` : '';
  return `${name.padEnd(60)}${ms.toFixed(3).padStart(10)} ms${(100 * share).toFixed(1).padStart(6)}%  x${times}${product}`;
}
