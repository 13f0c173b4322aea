import { instantiate } from '../../../src/train/wasm/program';

/** What a thread is told that takes part in timing the tile. */
export interface TileCommand {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  panel: number;
  thread: number;
  threads: number;
}

/** The part of a sum that a tile takes: its two operands stay in the nearest cache, with a third of it to spare. */
const DEPTH = 256;
const COLUMNS = 8;
/** A try is so many tiles by each thread, some milliseconds; the shortest of all tries counts. */
const CALLS = 5000;
const TRIES = 60;

/** So long a thread waits for another. */
const PATIENCE_MS = 10_000;

/** The module's own numbers lie in the first page, what the threads share in the second, then each thread's operands. */
const PAGE = 65536;
const SHARED = PAGE;
const placeOf = (thread: number) => (2 + thread) * PAGE;

/** Pages that so many threads need. */
export const pagesFor = (threads: number) => 2 + threads;

/** One thread's part; GFLOP/s of all threads together in the shortest try. */
export function runTiles({ module, memory, panel, thread, threads }: TileCommand): number {
  const kernels = instantiate(module, memory);
  const tiles = kernels as unknown as Record<string, (...args: number[]) => void>;
  const tile = tiles[`tile${panel}`];
  const a = placeOf(thread) + 1024;
  const b = a + 4 * DEPTH * panel;
  const c = b + 4 * DEPTH * COLUMNS;
  kernels.enter(SHARED, placeOf(thread), threads, PATIENCE_MS);
  const meet = () => {
    if (!kernels.barrier()) throw new Error('a thread did not come');
  };
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES; i++) {
    meet();
    const start = performance.now();
    for (let call = 0; call < CALLS; call++) tile(DEPTH, a, b, c, 4 * COLUMNS, 0);
    meet();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return (threads * CALLS * 2 * DEPTH * panel * COLUMNS) / shortest / 1e6;
}
