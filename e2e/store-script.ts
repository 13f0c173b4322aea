import { build, type Rolldown } from 'vite';
import type * as StoreModule from '../src/store';
import { ROOT } from './commands/app.ts';

declare global {
  /** In a page that has run the script of `bundleStore`. */
  const swanthamStore: typeof StoreModule;
}

const change = { before: 2, after: 1 };

/** What a flow keeps a model with where only its bytes matter. */
export const ANY_FACTS: StoreModule.AdapterFacts = {
  name: '',
  baseHash: '',
  origin: 'trained',
  run: {
    method: 'norm',
    engine: 'cpu',
    device: '',
    steps: 1,
    lr: 1,
    seed: 0,
    tokens: { train: 1, held: 1, general: 1 },
    personal: change,
    general: change,
    verdict: 'MODEST',
    curve: [],
    seconds: { load: 0, train: 0, eval: 0 },
  },
};

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
