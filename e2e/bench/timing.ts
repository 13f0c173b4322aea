import type { KernelTime } from './kernels';
/** The median of `values`, of which there is at least one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** The value that this share (0 to 1) of `values`, of which there is at least one, does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Gives the seconds since it was last asked. */
export function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    return seconds;
  };
}

/** How long a kernel took, as a line of a table. */
export function kernelLine({ name, ms, share, times, gflops }: KernelTime): string {
  const product = gflops ? `  ${gflops.toFixed(1)} GFLOP/s` : '';
  return `${name.padEnd(60)}${ms.toFixed(3).padStart(10)} ms${(100 * share).toFixed(1).padStart(6)}%  x${times}${product}`;
}
