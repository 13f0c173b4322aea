import type { Helper } from './threads';

/** A worker that is not there by then is not waited for, in milliseconds. */
const START_TIMEOUT_MS = 20_000;

/** Starts a helping thread in a worker of a browser, from the worker that trains. */
export function spawnThread(): Helper {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    type: 'module',
    name: 'trainer thread',
  });
  return {
    postMessage: (command) => worker.postMessage(command),
    terminate: () => worker.terminate(),
    whenReady: () =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('a thread did not start in time')), START_TIMEOUT_MS);
        const settled = (settle: () => void) => () => {
          clearTimeout(timer);
          settle();
        };
        worker.onmessage = settled(resolve);
        worker.onerror = ({ message }) =>
          settled(() => reject(new Error(message || 'a thread did not start')))();
      }),
  };
}
