/**
 * What the threads share, as words of 32 bits at `shared`: the next task of the kernel that runs, how many threads
 * have come to the end of it, and how many kernels have ended so far. Each thread is an instance of the module of its
 * own, so these variables are a thread's own.
 */
let shared: usize = 0;
let threads: i32 = 1;
/** Where this thread keeps what nobody else reads: a tile, and what a kernel needs. */
export let edge: usize = 0;
export let scratch: usize = 0;

/** Bytes of a tile. */
const TILE: usize = 256;

const ARRIVED: usize = 4;
const ENDED: usize = 8;

/** A thread looks this often before it sleeps: sleeping and waking takes longer than most kernels' last task. */
const LOOKS = 4000;
/** A thread waits for others so many times: a computer that sleeps in between uses up one of them and not all. */
const WAITS = 10;
/** Nanoseconds of one. */
let patience: i64 = 0;

/**
 * To be called once by each thread, before its first kernel. A thread that is not there after `milliseconds` never comes:
 * it was ended.
 */
export function enter(sharedAt: usize, scratchAt: usize, count: i32, milliseconds: i32): void {
  shared = sharedAt;
  edge = scratchAt;
  scratch = scratchAt + TILE;
  threads = count;
  patience = (<i64>milliseconds * 1_000_000) / WAITS;
}

/** The next task of this kernel: 0, 1, 2 and so on, each given to one thread. Who is free takes it. */
// @ts-ignore: decorator
@inline
export function next(): i32 {
  return atomic.add<i32>(shared, 1);
}

/** The end of a kernel: returns when all threads have come here; false if one does not come. */
export function barrier(): bool {
  const ended = atomic.load<i32>(shared + ENDED);
  if (atomic.add<i32>(shared + ARRIVED, 1) == threads - 1) {
    atomic.store<i32>(shared, 0);
    atomic.store<i32>(shared + ARRIVED, 0);
    atomic.store<i32>(shared + ENDED, ended + 1);
    atomic.notify(shared + ENDED, threads);
    return true;
  }
  for (let i = 0; i < LOOKS; i++) if (atomic.load<i32>(shared + ENDED) != ended) return true;
  for (let i = 0; i < WAITS; i++) {
    atomic.wait<i32>(shared + ENDED, ended, patience);
    if (atomic.load<i32>(shared + ENDED) != ended) return true;
  }
  return false;
}
