/** What tabs take turns with; what a browser lacks is left out. */
export interface TurnsPlatform {
  locks?: Pick<LockManager, 'request'>;
  /** A line on which the tabs of this browser hear each other. */
  channel?: (name: string) => Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;
  /** Milliseconds from any moment on. */
  now: () => number;
}

/** A tab that has the turn and tells no progress for so long hangs, in milliseconds: nobody waits for it any longer. */
export const PATIENCE_MS = 8_000;
/** Progress is told to the other tabs no more often than this, in milliseconds. */
const TELLING_MS = 500;

/**
 * Does `work` while no other tab does work of this name. `work` tells how far it is, and `onHeard` hears that of the
 * tab that has the turn. The browser gives the turn of a closed or crashed tab to the next one; the turn of one that
 * hangs is not waited for.
 */
export async function takeTurns<Result>(
  name: string,
  { locks, channel, now }: TurnsPlatform,
  work: (tell: (progress: number) => void) => Promise<Result>,
  onHeard: (progress: number) => void,
): Promise<Result> {
  if (!locks) return work(() => {});
  const line = channel?.(name);
  const impatience = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => impatience.abort(), PATIENCE_MS);
  };
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    clearTimeout(timer);
    if (line) line.onmessage = null;
    let told = Number.NEGATIVE_INFINITY;
    return work((progress) => {
      if (!line || now() - told < TELLING_MS) return;
      told = now();
      line.postMessage(progress);
    });
  };
  if (line)
    line.onmessage = ({ data }: MessageEvent<number>) => {
      wait();
      onHeard(data);
    };
  wait();
  try {
    return await locks.request(name, { signal: impatience.signal }, begin);
  } catch (error) {
    if (hasBegun) throw error;
    return await begin();
  } finally {
    clearTimeout(timer);
    line?.close();
  }
}
