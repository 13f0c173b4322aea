import { expose } from 'comlink';
import type { Reading } from './document';
import { readBytes } from './read';

import '../../model/workers';

/** Readers tell that they get on at every step; the page hears of it some times a second. */
const TELL_MS = 200;

const documents = {
  /** As `readBytes`. */
  read(name: string, bytes: Uint8Array, onProgress: () => void): Promise<Reading> {
    let last = 0;
    return readBytes(name, bytes, () => {
      const now = performance.now();
      if (now - last < TELL_MS) return;
      last = now;
      onProgress();
    });
  },
};
export type Documents = typeof documents;

expose(documents);
