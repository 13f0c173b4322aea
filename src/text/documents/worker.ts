import { expose } from 'comlink';
import type { Reading } from './document';
import { readBytes } from './read';

import '../../model/workers';

/** Readers tell that they get on at every step; the page hears of it some times a second. */
const TELL_MS = 200;

const documents = {
  /** As `readBytes`. */
  read(name: string, bytes: Uint8Array, onProgress: (isLoading: boolean) => void): Promise<Reading> {
    let last = 0;
    let lastState: 'loading' | undefined;
    return readBytes(name, bytes, (state) => {
      const now = performance.now();
      if (state === lastState && now - last < TELL_MS) return;
      last = now;
      lastState = state;
      onProgress(state === 'loading');
    });
  },
};
export type Documents = typeof documents;

expose(documents);
