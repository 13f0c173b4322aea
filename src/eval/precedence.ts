import { pause } from '../model/workers';

/** What is asked for at a key, and is under way. */
let urgent = 0;
let calm: Promise<void> = Promise.resolve();
let becomeCalm = () => {};

/** Does `work`, which is short, while longer work waits at its next `giveWay`. */
export async function goFirst<T>(work: () => Promise<T>): Promise<T> {
  if (urgent++ === 0)
    calm = new Promise((resolve) => {
      becomeCalm = resolve;
    });
  try {
    return await work();
  } finally {
    if (--urgent === 0) becomeCalm();
  }
}

/** Between two pieces of long work: lets waiting messages in, and what goes first. */
export async function giveWay(): Promise<void> {
  await pause();
  while (urgent > 0) await calm;
}

/**
 * Between two pieces of work that goes first: lets waiting messages in, and throws the reason of `signal` if one of them has
 * aborted it. onnxruntime runs without a pause, so nothing else would be heard before the end.
 */
export async function stillWanted(signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return;
  signal.throwIfAborted();
  await pause();
  signal.throwIfAborted();
}
