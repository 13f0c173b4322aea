import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TINY_CONFIG, tinyWeights } from '../model/model.fixtures';
import type { TrainEngine } from '../train/engine';
import { type Checkpoint, runLoop } from '../train/loop';
import { adamwFor, type TrainSettings } from '../train/settings';
import { createCpuEngine } from '../train/wasm/engine';
import type { StoreError } from './errors';
import type { UnfinishedRun } from './schema';
import { freshName, openFresh } from './store.fixtures';

const PASSPHRASE = 'three green mangoes';
const settings: TrainSettings = { method: 'full', steps: 30, lr: 1e-2, seed: 1, rows: 2, length: 16 };
const text = (n: number) => Int32Array.from({ length: n }, (_, i) => (7 * i) % 96);
const run: UnfinishedRun = {
  id: 'r',
  name: 'My diary',
  baseHash: 'c7'.repeat(32),
  tokens: { train: text(400), held: text(90) },
  plan: { settings, measured: { held: 90, general: 50, memory: 400 }, seconds: 12 },
  keptAt: 1,
};

/** A small checkpoint, other numbers for each `seed`. */
function checkpointAfter(step: number, seed = step): Checkpoint {
  const part = (offset: number) =>
    new Map(['b', 'a'].map((name, i) => [name, Float32Array.of(seed, offset, i)] as const));
  const engine = { steps: step, values: part(0), momenta: part(1), variances: part(2) };
  return { step, losses: [3.5, Number.NaN], held: new Map([[0, 41.5]]), engine };
}

/** Trains on a new engine of the processor. */
async function train(from?: Checkpoint, keep: (checkpoint: Checkpoint) => void = () => {}) {
  const { context } = TINY_CONFIG;
  const options = {
    method: 'full',
    adamw: adamwFor('full'),
    maxTokens: context,
    maxLength: context,
  } as const;
  const engine: TrainEngine = await createCpuEngine(TINY_CONFIG, tinyWeights(), options);
  try {
    const hooks = { checkpoints: { keep, newest: async () => undefined } };
    const { curve } = await runLoop(engine, run.tokens, settings, context, hooks, from);
    return { curve, trained: await engine.readTrained() };
  } finally {
    engine.release();
  }
}

let name: string;
let opened: Awaited<ReturnType<typeof openFresh>>;
beforeEach(async () => {
  name = freshName();
  opened = await openFresh(name);
});
afterEach(() => opened.store.close());

/** What lies in the database, whatever it is. */
async function rows(): Promise<{ id: string; content: unknown }[]> {
  const database = await openDB(name);
  const all = [...(await database.getAll('unfinished')), ...(await database.getAll('checkpoints'))];
  database.close();
  return all;
}

describe('an unfinished run', () => {
  test('is kept with its newest checkpoint alone, until it is deleted', async () => {
    const { checkpoints } = opened;
    await checkpoints.begin(run);
    expect(await checkpoints.list()).toEqual([{ ...run, keptAt: expect.any(Number) }]);
    expect(await checkpoints.find('r')).toEqual({ run: { ...run, keptAt: expect.any(Number) } });
    await checkpoints.keep(run, checkpointAfter(10), 1.5);
    await checkpoints.keep(run, checkpointAfter(20), 2.5);
    const found = await checkpoints.find('r');
    expect(found?.checkpoint).toEqual(checkpointAfter(20));
    expect([...found!.checkpoint!.engine.values.keys()]).toEqual(['b', 'a']);
    expect(found?.run.checkpoint).toMatchObject({ step: 20, seconds: 2.5 });
    expect(await rows()).toHaveLength(3);
    await checkpoints.delete('r');
    await checkpoints.delete('r');
    expect(await rows()).toEqual([]);
    expect(await checkpoints.find('r')).toBeUndefined();
  });

  test('goes on to the same numbers, bit for bit', async () => {
    const { checkpoints } = opened;
    const kept: Promise<void>[] = [];
    const whole = await train(undefined, (checkpoint) => {
      if (checkpoint.step === 20) kept.push(checkpoints.keep(run, checkpoint, 1));
    });
    await Promise.all(kept);
    const { checkpoint } = (await checkpoints.find('r'))!;
    expect(checkpoint?.step).toBe(20);
    expect(await train(checkpoint)).toEqual(whole);
  });

  test('is not used if a part of its checkpoint is missing', async () => {
    const { checkpoints } = opened;
    await checkpoints.keep(run, checkpointAfter(10), 1);
    const database = await openDB(name);
    await database.delete('checkpoints', 'r/a');
    database.close();
    await expect(checkpoints.find('r')).rejects.toMatchObject({
      reason: 'damaged',
    } satisfies Partial<StoreError>);
  });

  test('belongs to its profile and goes with it', async () => {
    const { store, checkpoints, profile } = opened;
    const other = store.open({ profile: (await store.profiles.create('Anu', 'rose')).id }).checkpoints;
    await checkpoints.keep(run, checkpointAfter(10), 1);
    expect(await other.list()).toEqual([]);
    expect(await other.find('r')).toBeUndefined();
    await other.delete('r');
    expect(await rows()).toHaveLength(3);
    await store.profiles.delete(profile.id);
    expect(await rows()).toEqual([]);
  });

  test('is sealed under a passphrase, whenever that is set, and open when it is removed', async () => {
    const { store, checkpoints, profile } = opened;
    await checkpoints.keep(run, checkpointAfter(10), 1);
    const locked = store.open(await store.profiles.lock(profile.id, PASSPHRASE)).checkpoints;
    expect((await rows()).map(({ content }) => Object.keys(content as object))).toEqual(
      Array(3).fill(['sealed', 'of']),
    );
    expect((await locked.find('r'))?.checkpoint).toEqual(checkpointAfter(10));
    await locked.keep(run, checkpointAfter(20), 1);
    expect((await rows()).every(({ content }) => 'sealed' in (content as object))).toBe(true);
    await expect(checkpoints.keep(run, checkpointAfter(30), 1)).rejects.toMatchObject({ reason: 'locked' });
    await store.profiles.unlock(profile.id, PASSPHRASE);
    expect((await checkpoints.find('r'))?.checkpoint).toEqual(checkpointAfter(20));
  });
});
