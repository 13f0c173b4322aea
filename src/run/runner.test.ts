import { afterEach, expect, test, vi } from 'vitest';
import type { AdapterWeights } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import { gainNames } from '../model/parameters';
import { startTraining, type TrainStart } from '../train/client';
import type { Checkpoint } from '../train/loop';
import { defaultSettings } from '../train/settings';
import type { Engines } from './engines';
import { createRunner } from './runner';
import type { Services } from './services';

vi.mock('../train/client', () => ({ startTraining: vi.fn() }));

const settings = defaultSettings('norm');
const tokens = new Int32Array(600);
const engines = {
  known: async () => ({ choice: { engine: 'cpu', why: 'no-webgpu' } }),
  mustCheck: () => false,
  core: () => undefined,
  ran: () => {},
} as unknown as Engines;
const services = {
  base: { weights: new ArrayBuffer(0) },
  evaluator: { perplexity: vi.fn(async () => ({ perplexity: 12 })) },
} as unknown as Services;

let starts: (TrainStart & { from?: Checkpoint })[] = [];
/** A worker that ends when it is told to stop, or at once. */
function workers(ends: 'at once' | 'when stopped') {
  starts = [];
  vi.mocked(startTraining).mockImplementation((start, _, signal) => {
    starts.push({ ...start, from: start.checkpoint?.newest });
    const result = { steps: 3, curve: [], seconds: 2 };
    const done = { result, adapter: { method: 'norm' }, load: 1 };
    const training = new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve(done));
      if (ends === 'at once') resolve(done);
    });
    return training as ReturnType<typeof startTraining>;
  });
}
afterEach(() => void vi.clearAllMocks());

test('trains on the chosen engine, from the base or from an adapter', async () => {
  workers('at once');
  const runner = createRunner(services, engines);
  const held = new Int32Array(100);
  const { run } = await runner.train(tokens, settings, { held });
  expect({ steps: run.steps, engine: run.engine }).toEqual({ steps: 3, engine: 'cpu' });
  expect(starts[0]).toMatchObject({ engine: 'cpu', tokens: { train: tokens, held }, from: undefined });

  const gains = new Uint16Array(gainNames(BASE_CONFIG).length * BASE_CONFIG.width).fill(0x3c00);
  const from: AdapterWeights = { method: 'norm', bytes: new Uint8Array(gains.buffer) };
  await runner.train(tokens, settings, { from });
  const { step, engine: state } = starts[1].from!;
  expect(step).toBe(0);
  expect([...state.values.keys()]).toEqual(gainNames(BASE_CONFIG));
  expect([...state.values.values()].every((values) => values.every((value) => value === 1))).toBe(true);
  expect([...state.variances.values()].every((values) => values.every((value) => value === 0))).toBe(true);
});

test('ends a training that is aborted, with the reason, and does nothing after it', async () => {
  workers('when stopped');
  const ending = new AbortController();
  const runner = createRunner(services, engines, { signal: ending.signal });
  await runner.measure({ kind: 'base' }, tokens);
  const training = runner.train(tokens, settings);
  await vi.waitUntil(() => starts.length === 1, { timeout: 30_000 });
  ending.abort(new Error('stopped'));
  await expect(training).rejects.toThrow('stopped');
  await expect(runner.train(tokens, settings)).rejects.toThrow('stopped');
  await expect(runner.measure({ kind: 'base' }, tokens)).rejects.toThrow('stopped');
  expect(starts).toHaveLength(1);
  expect(services.evaluator.perplexity).toHaveBeenCalledTimes(1);
});
