/**
 * Web Locks (https://w3c.github.io/web-locks), for two things at once. A lock's name says to other tabs that some work is
 * alive: the browser takes the lock from a tab that closed, crashed or was discarded, and from no other. And Chromium
 * freezes no page that holds one, however much energy it is to save
 * (https://developer.chrome.com/blog/freezing-on-energy-saver). The page holds it and not the worker, because it is
 * pages that are frozen.
 *
 * A browser without locks, or an address where they are refused, does without: all work counts as nobody's.
 */
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

/** Gives a lock back, and resolves when it is free. */
export type Release = () => Promise<void>;

/** Takes the lock `name`. Resolves with how to give it back; with nothing if another tab, or this one, holds it. */
export function takeLock(name: string): Promise<Release | undefined> {
  return new Promise((resolve) => {
    const alone = () => resolve(async () => {});
    const manager = locks();
    if (!manager) return alone();
    const freed: Promise<void> = manager.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(undefined);
      return new Promise<void>((free) => {
        resolve(() => {
          free();
          return freed;
        });
      });
    });
    freed.catch(alone);
  });
}

/** Whether a tab holds the lock `name`. */
export async function isLocked(name: string): Promise<boolean> {
  const { held = [] } =
    (await locks()
      ?.query()
      .catch(() => undefined)) ?? {};
  return held.some((lock) => lock.name === name);
}

/** Resolves when nobody holds the lock `name` any more; rejects when `signal` is aborted. */
export async function whenFree(name: string, signal: AbortSignal): Promise<void> {
  await locks()?.request(name, { mode: 'shared', signal }, () => {});
}
