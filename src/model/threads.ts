/** Above this many, threads wait for each other longer than they help products of this size. */
const MAX_THREADS = 8;

/**
 * How many threads to compute with. A machine with up to four logical processors gives all of them; a
 * larger one half, since most of them are pairs that share a core. Without cross-origin isolation there
 * is no shared memory for threads: one.
 */
export function threadsFor(logicalProcessors: number, crossOriginIsolated: boolean): number {
  if (!crossOriginIsolated) return 1;
  return Math.min(logicalProcessors, Math.max(4, Math.floor(logicalProcessors / 2)), MAX_THREADS);
}
