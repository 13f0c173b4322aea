import { compileKernels } from '../../../src/train/wasm/module';
import { instantiate } from '../../../src/train/wasm/program';

/** What a thread that helps to time the tile is told. */
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

/** The module's own numbers lie in the first page, what the threads share in the second, then each thread's operands. */
const PAGE = 65536;
const SHARED = PAGE;
const placeOf = (thread: number) => (2 + thread) * PAGE;

/**
 * The machine's best product, in GFLOP/s of `threads` threads together: the tile of our kernels, again and again on
 * operands in the cache, by all threads at once. Its speed is what the whole step would have if it were nothing else.
 */
export async function timeTile(threads: number): Promise<number> {
  const { module, panel } = compileKernels();
  const pages = 2 + threads;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const command = { module, memory, panel, threads };
  const helpers = Array.from(
    { length: threads - 1 },
    () => new Worker(new URL('./tile-thread.ts', import.meta.url), { type: 'module' }),
  );
  await Promise.all(helpers.map((helper) => new Promise((resolve) => (helper.onmessage = resolve))));
  helpers.forEach((helper, i) => {
    helper.postMessage({ ...command, thread: i + 1 } satisfies TileCommand);
  });
  const ms = runTiles({ ...command, thread: 0 });
  for (const helper of helpers) helper.terminate();
  return (threads * CALLS * 2 * DEPTH * panel * COLUMNS) / ms / 1e6;
}

/** One thread's part; milliseconds of the shortest try. */
export function runTiles({ module, memory, panel, thread, threads }: TileCommand): number {
  const kernels = instantiate(module, memory);
  const tiles = kernels as unknown as Record<string, (...args: number[]) => void>;
  const tile = tiles[`tile${panel}`];
  const a = placeOf(thread) + 1024;
  const b = a + 4 * DEPTH * panel;
  const c = b + 4 * DEPTH * COLUMNS;
  kernels.enter(SHARED, placeOf(thread), threads);
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES; i++) {
    kernels.barrier();
    const start = performance.now();
    for (let call = 0; call < CALLS; call++) tile(DEPTH, a, b, c, 4 * COLUMNS, 0);
    kernels.barrier();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}
