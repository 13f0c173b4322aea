import { build, type Rolldown } from 'vite';
import type * as StoreModule from '../src/store';
import { ROOT } from './commands/app.ts';

declare global {
  /** In a page that has run the script of `bundleStore`. */
  const swanthamStore: typeof StoreModule;
}

/** `src/store` as one script, to be used in a page without the rest of the app. */
export async function bundleStore(): Promise<string> {
  const [{ output }] = (await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: 'src/store/index.ts', formats: ['iife'], name: 'swanthamStore', fileName: 'store' },
    },
  })) as Rolldown.RolldownOutput[];
  return output[0].code.replace(/^(?:var|const) swanthamStore\s*=/m, 'globalThis.swanthamStore =');
}
