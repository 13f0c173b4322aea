/** For tests: helping threads under Node. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build, type Rolldown } from 'vite';
import type { Helper } from './threads';

/** A worker of Node's, as `thread.ts` knows one of a browser's. */
const SHIM = `const { parentPort } = require('node:worker_threads');
globalThis.self = { postMessage: (message) => parentPort.postMessage(message) };
parentPort.on('message', (data) => self.onmessage({ data }));
`;

let script: Promise<string> | undefined;

/** What starts a helping thread: `thread.ts`, bundled once. */
export async function nodeHelpers(): Promise<() => Helper> {
  const source = SHIM + (await (script ??= bundle()));
  return () => {
    const worker = new Worker(source, { eval: true });
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
    });
    return {
      postMessage: (command) => worker.postMessage(command),
      terminate: () => void worker.terminate(),
      whenReady: () => ready,
    };
  };
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      ssr: fileURLToPath(new URL('./thread.ts', import.meta.url)),
      rolldownOptions: { output: { format: 'cjs' } },
    },
  });
  return (result as Rolldown.RolldownOutput).output[0].code;
}
