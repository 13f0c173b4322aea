import { compileKernels } from '../../../src/train/wasm/module';
import { pagesFor, runTiles, type TileCommand } from './tile-loop';

/**
 * The machine's best product, in GFLOP/s of `threads` threads together: the tile of our kernels, again and again on
 * operands in the cache, by all threads at once. Its speed is what the whole step would have if it were nothing else.
 */
export async function timeTile(threads: number): Promise<number> {
  const { module, panel } = compileKernels();
  const pages = pagesFor(threads);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const command = { module, memory, panel, threads };
  const helpers = Array.from({ length: threads - 1 }, (_, i) => {
    const helper = new Worker(new URL('./tile-thread.ts', import.meta.url), { type: 'module' });
    helper.postMessage({ ...command, thread: i + 1 } satisfies TileCommand);
    return helper;
  });
  await Promise.all(helpers.map((helper) => isThere(helper)));
  const gflops = runTiles({ ...command, thread: 0 });
  for (const helper of helpers) helper.terminate();
  return gflops;
}

function isThere(helper: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    helper.onmessage = resolve;
    helper.onerror = ({ message }) => reject(new Error(message || 'a thread did not start'));
  });
}
