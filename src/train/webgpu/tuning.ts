import { GpuBuffers } from './buffers';
import { linear, linearBackwardInput } from './operations/product';
import { Program, type Step } from './program';
import type { Core } from './shaders';

const CORES: Core[] = ['tiles', 'registers'];

/** The products that are timed: a square layer with frozen weights, forward and back. */
const WIDTH = 512;
const ROWS = 64;

/** Much longer than an answer takes to come back, in milliseconds. */
const LONG_ENOUGH_MS = 15;
const MOST_REPEATS = 256;
/** The best of this many tries counts, since other work on the machine only ever makes it slower. */
const TRIES = 3;

const STEP: Step = {
  rows: 1,
  length: ROWS,
  tokens: ROWS,
  predicted: ROWS,
  distinct: 0,
  slot: 0,
  lr: 0,
  count: 1,
};

/**
 * Finds out which way of computing products is faster on this device. One that a driver does not compile is out of
 * the race; rejects with the driver's error if none is left.
 */
export async function fasterCore(device: GPUDevice): Promise<Core> {
  const buffers = new GpuBuffers(device);
  try {
    const [x, y] = ['x', 'y'].map((label) => buffers.tensor(label, ROWS * WIDTH));
    const weight = {
      values: buffers.tensor('weights', (WIDTH * WIDTH) / 4),
      scales: buffers.tensor('scales', WIDTH),
    };
    const layer = { weight, out: WIDTH, in: WIDTH };
    const rows = () => ROWS;
    const products = [linear(layer, x, y, rows), linearBackwardInput(layer, y, x, rows)];
    const compiled = await Promise.allSettled(CORES.map((core) => Program.compile(buffers, products, core)));
    const runners = compiled.flatMap((outcome, i) =>
      outcome.status === 'fulfilled' ? [{ core: CORES[i], program: outcome.value }] : [],
    );
    if (compiled[0].status === 'rejected' && runners.length === 0) throw compiled[0].reason;

    const time = async (program: Program, repeats: number) => {
      const start = performance.now();
      program.submit(STEP, Array.from({ length: repeats }, () => products).flat());
      await device.queue.onSubmittedWorkDone();
      return performance.now() - start;
    };
    for (const { program } of runners) {
      program.begin(STEP);
      await time(program, 1);
    }
    let repeats = 1;
    while (repeats < MOST_REPEATS && (await time(runners[0].program, repeats)) < LONG_ENOUGH_MS) repeats *= 2;
    const best = runners.map(() => Number.POSITIVE_INFINITY);
    for (let i = 0; i < TRIES; i++)
      for (const [r, { program }] of runners.entries())
        best[r] = Math.min(best[r], await time(program, repeats));
    return runners[best.indexOf(Math.min(...best))].core;
  } finally {
    buffers.release();
  }
}
