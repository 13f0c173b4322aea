/** How long work on text is watched and called off. */
export interface PaceOptions {
  /** Hears the share done, 0 to 1, several times a second. */
  onProgress?: (share: number) => void;
  /** When it is aborted, the work ends at its next pause by throwing the signal's reason. */
  signal?: AbortSignal;
}

/** Characters between two pauses: about 50 ms of Malayalam. */
const CHARACTERS_A_PAUSE = 8192;

/** Lets messages come through to the worker, and throws if the work was called off. */
export async function pause(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}

/**
 * Makes a function to be awaited after each `characters` of work. Now and then it pauses, so that
 * messages come through to the worker, reports progress, and throws if the work was called off.
 */
export function pacer(total: number, { onProgress, signal }: PaceOptions) {
  let done = 0;
  let lastPause = 0;
  return async (characters: number): Promise<void> => {
    done += characters;
    if (done - lastPause < CHARACTERS_A_PAUSE) return;
    lastPause = done;
    onProgress?.(Math.min(1, done / total));
    await pause(signal);
  };
}
