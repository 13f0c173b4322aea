import { proxy, type Remote, transfer, wrap } from 'comlink';
import { readFile } from '../../model/files';
import { ImportError, refuseUnread } from '../import';
import type { Reading } from './document';
import type { Documents } from './worker';

import '../../model/workers';

/** A reader that is silent for so long has met a document that was built to stop it. */
const SILENCE_MS = 3_000;
/** No honest document takes so long. */
const LONGEST_MS = 20_000;

/**
 * Reads files in a worker of its own, one after the other; `close` ends it. A document that stops the worker, or takes
 * too long, is refused, and the next one has another worker.
 */
export class DocumentReader {
  #worker: Worker | undefined;
  #remote: Remote<Documents> | undefined;

  /** Reads a file that was chosen or dropped; rejects with a `UserError` about a file, or a text. */
  async open(file: File): Promise<Reading> {
    // Before a byte is read: a film may not fit into memory.
    refuseUnread(file.name, file.size);
    return this.read(file.name, await readFile(file));
  }

  /** Reads a file; its bytes go to the worker. Rejects with an `ImportError`, or a `UserError` like it. */
  read(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Reading> {
    const { worker, remote } = this.#opened();
    return new Promise((resolve, reject) => {
      let silence: ReturnType<typeof setTimeout>;
      const end = () => {
        clearTimeout(silence);
        clearTimeout(longest);
      };
      const stop = (cause?: unknown) => {
        end();
        this.close();
        reject(new ImportError('too-slow', name, { cause }));
      };
      const longest = setTimeout(stop, LONGEST_MS);
      // On a slow laptop the worker and its readers take a while to load.
      const listen = (isLoading: boolean) => {
        clearTimeout(silence);
        if (isLoading) return;
        // In two halves: where the page itself was held up, the worker's signs of life come between them.
        const half = SILENCE_MS / 2;
        silence = setTimeout(() => {
          silence = setTimeout(stop, half);
        }, half);
      };
      worker.onerror = ({ message }) => stop(message);
      remote
        .read(name, transfer(bytes, [bytes.buffer]), proxy(listen))
        .then(resolve, reject)
        .finally(end);
    });
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#remote = undefined;
  }

  #opened(): { worker: Worker; remote: Remote<Documents> } {
    this.#worker ??= new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'documents',
    });
    this.#remote ??= wrap<Documents>(this.#worker);
    return { worker: this.#worker, remote: this.#remote };
  }
}
