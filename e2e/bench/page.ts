import { loadBase } from '../../src/model/base';
import { startTraining } from '../../src/train/client';
import type { EngineName, Method } from '../../src/train/engine';
import { defaultSettings } from '../../src/train/settings';
import type { ProfileRequest } from './profile';

/** What the bench calls in its page. Everything that is timed runs in a worker of its own. */
export interface Bench {
  /** A run of the product's own trainer on `ids`: opening the engine, and the steps alone, in seconds. */
  train(request: TrainRequest): Promise<{ device: string; load: number; steps: number; losses: number[] }>;
  /** Norm-only steps on one window of `ids`; what every node of the graph took is then on the console. */
  profile(request: Omit<ProfileRequest, 'weights'>): Promise<void>;
}

export interface TrainRequest {
  engine: EngineName;
  method: Method;
  steps: number;
  rows: number;
  length: number;
  /** Token ids to learn from. */
  ids: number[];
}

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = {
  async train({ engine, method, steps, rows, length, ids }) {
    const { weights } = await loadBase(() => {});
    const losses: number[] = [];
    let device = '';
    const tokens = { train: Int32Array.from(ids), held: new Int32Array(0) };
    const settings = { ...defaultSettings(method), steps, rows, length };
    const { seconds } = await startTraining({ engine, weights, tokens, settings, check: false }, (report) => {
      if (report.type === 'device') device = report.device;
      if (report.type === 'losses') losses.push(...report.losses.map(([, loss]) => loss));
    }).result;
    return { device, load: seconds.load, steps: seconds.steps, losses };
  },

  async profile(request) {
    const { weights } = await loadBase(() => {});
    const worker = new Worker(new URL('./profile.ts', import.meta.url), { type: 'module' });
    worker.postMessage({ weights, ...request } satisfies ProfileRequest);
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = ({ message }) => reject(new Error(message));
    }).finally(() => worker.terminate());
  },
};
