import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { openDB } from 'idb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromJson } from '../model/json';
import { defaultSettings } from '../train/settings';
import { openStore, type Shelf, type Store } from './index';
import { freshName } from './store.fixtures';

/**
 * A database as the app left it before there was a `RunRecord`: made by the app itself, through its screens. It holds a profile
 * without a passphrase ("Me") and one with ("Locked"). All of it must be there for the app of today.
 */
interface Dump {
  stores: Record<string, { keys: string[]; values: Row[] }>;
}

interface Row {
  id: string;
  profile: string;
  order: number;
  experiment: string;
  content: Record<string, unknown>;
}

const ME = 'a780624d-d5cc-4357-b63e-14b514194dca';
const LOCKED = '7434c28b-382f-4bbb-b729-bc143b13e2b2';
const PASSPHRASE = 'blue river lamp';

const { stores } = fromJson(
  readFileSync(new URL('./fixtures/database-3.json', import.meta.url), 'utf8'),
) as Dump;
/** What "Me" keeps of a kind, in order. */
const raw = (name: string) =>
  stores[name].values
    .filter(({ profile }) => profile === ME)
    .sort((a, b) => a.order - b.order)
    .map(({ content }) => content);

/** Leaves the database in this browser, in the stores of version 3. */
async function leave(name: string): Promise<void> {
  const database = await openDB(name, 3, {
    upgrade(db, _from, _to, transaction) {
      db.createObjectStore('weights');
      db.createObjectStore('settings');
      db.createObjectStore('profiles', { keyPath: 'id' });
      for (const rows of ['adapters', 'texts', 'memories', 'experiments', 'results'])
        db.createObjectStore(rows, { keyPath: 'id' }).createIndex('profile', ['profile', 'order']);
      transaction.objectStore('results').createIndex('experiment', 'experiment');
    },
  });
  for (const [store, { keys, values }] of Object.entries(stores))
    for (const [i, value] of values.entries())
      await (store === 'weights' || store === 'settings'
        ? database.add(store, value, keys[i])
        : database.add(store, value));
  database.close();
}

/** The run of an old, flat record under the names of today. */
function runOf(old: Record<string, unknown>) {
  const names = ['method', 'engine', 'device', 'steps', 'lr', 'seed', 'ended', 'skipped', 'curve', 'tokens'];
  const more = ['personal', 'general', 'uncertainty', 'verdict', 'seconds'];
  const { whole, ...attribution } = old.madeOf as Record<string, unknown>;
  return {
    ...Object.fromEntries([...names, ...more].map((name) => [name, old[name]])),
    ...(old.memory !== undefined && { cache: old.memory }),
    attribution: { ...attribution, ...(whole !== undefined && { withCaches: whole }) },
  };
}

/** What a record keeps beside its run. */
function commonOf(old: Record<string, unknown>) {
  const names = ['id', 'name', 'createdAt', 'method', 'bytes', 'sha256', 'baseHash'];
  const version = { line: old.id, number: 1, chosen: 1 };
  return { ...Object.fromEntries(names.map((name) => [name, old[name]])), version };
}

describe('a database that the app left before it had run records', () => {
  let store: Store;
  let me: Shelf;
  beforeAll(async () => {
    const name = freshName();
    await leave(name);
    store = openStore(name);
    me = store.open(await store.profiles.enter(ME));
  });
  afterAll(() => store.close());

  test('has its profiles and what is known of the engines', async () => {
    expect(await store.profiles.list()).toMatchObject([
      { id: ME, nickname: 'Me', colour: 'leaf', lastAdapter: 'b0e72a95-e03c-4980-96ce-93ea52210a7c' },
      { id: LOCKED, nickname: 'Locked', colour: 'sky', lock: { iterations: 600_000 } },
    ]);
    expect(await store.settings.read('engines')).toMatchObject({ preference: 'cpu' });
  });

  test('has its texts, word for word', async () => {
    const texts = await me.texts.list();
    expect(texts).toEqual(raw('texts'));
    expect(texts.map(({ name, text }) => [name, text.length])).toEqual([
      ['My text', 4176],
      ['week two.txt', 1056],
    ]);
  });

  test('has its models with every number: trained, without a cache, imported, and from Python', async () => {
    const [trained, plain, imported, peft] = raw('adapters');
    expect(await me.adapters.list()).toStrictEqual([
      { ...commonOf(peft), origin: 'peft', baseTold: true, probe: peft.probe },
      {
        ...commonOf(imported),
        ...{ origin: 'imported', run: runOf(imported), madeAt: imported.madeAt, probe: imported.probe },
      },
      { ...commonOf(plain), origin: 'trained', run: runOf(plain) },
      { ...commonOf(trained), origin: 'trained', run: runOf(trained) },
    ]);
  });

  test('shows the numbers that it showed then', async () => {
    const list = (await me.adapters.list()).reverse();
    expect(list.map(({ name, run }) => [name, run?.steps, run?.personal, run?.general])).toEqual([
      [
        ...['My first model', 20],
        { before: 51.83864948383994, after: 27.571735384926008 },
        { before: 37.96739895821113, after: 37.87610220409511 },
      ],
      [
        ...['My text and 1 more', 5],
        { before: 51.83864948383994, after: 51.64496704965809 },
        { before: 37.92239249016296, after: 37.86235199138828 },
      ],
      [
        ...['My first model', 20],
        { before: 51.83864948383994, after: 50.56141928978487 },
        { before: 37.96739895821113, after: 37.73943080146144 },
      ],
      ['From Python', undefined, undefined, undefined],
    ]);
    expect(list.map(({ run }) => run?.verdict)).toEqual(['MODEST', 'CATASTROPHIC', 'MODEST', undefined]);
    expect(list.map(({ run }) => run?.cache?.tokens)).toEqual([1074, undefined, undefined, undefined]);
    expect(list.map(({ run }) => run?.attribution?.trained)).toEqual([0.05, 0.0125, 0.05, undefined]);
    expect(list[0].run?.attribution).toHaveProperty('withCaches.other.value');
    expect(JSON.stringify(list)).not.toMatch(/"(before|after)":null/);
  });

  test('has the weights, and the tokens of the neural cache', async () => {
    for (const { id } of await me.adapters.list()) {
      const { bytes, memory } = await me.adapters.model(id);
      expect(bytes).toEqual(stores.weights.values[stores.weights.keys.indexOf(id)]);
      expect(memory).toEqual(stores.memories.values.find((row) => row.id === id)?.content);
    }
  });

  test('has its experiments with the results of their parts', async () => {
    const experiments = (await me.experiments.list()).reverse();
    expect(experiments).toMatchObject(
      raw('experiments').map(({ id, form, setup, general, startedAt, done, cells, seconds }) => ({
        ...{ id, form, setup, general, startedAt, done, cells, seconds },
      })),
    );
    expect(experiments.map(({ experiment, finished, passed }) => [experiment, finished, passed])).toEqual([
      ['37', true, true],
      ['60', false, undefined],
    ]);
    for (const { id } of experiments) {
      const [{ content }] = stores.results.values.filter((row) => row.experiment === id);
      const results = await me.experiments.results(id);
      expect([...results]).toEqual([[content.cell, content.result]]);
    }
  });

  test('opens its locked profile with the passphrase, and with no other', async () => {
    await expect(store.profiles.enter(LOCKED, 'blue river lamb')).rejects.toMatchObject({
      reason: 'passphrase',
    });
    const { texts, adapters, experiments } = store.open(await store.profiles.enter(LOCKED, PASSPHRASE));
    expect((await texts.list()).map(({ name, text }) => [name, text.length])).toEqual([['My text', 1929]]);
    const [model, ...others] = await adapters.list();
    expect(others).toEqual([]);
    expect(model).toMatchObject({
      ...{ id: 'b086137d-8c11-47f5-9473-968b80594724', name: 'My text', origin: 'trained' },
      run: {
        ...{ method: 'norm', engine: 'cpu', steps: 5, verdict: 'MODEST' },
        personal: { before: 65.41620158581688, after: 61.11757765105104 },
        general: { before: 37.92239249016296, after: 36.128837926760234 },
        cache: { tokens: 344 },
        attribution: { other: { id: 'diary' }, withCaches: { other: {} } },
      },
    });
    expect(model.run).not.toHaveProperty('memory');
    expect((await adapters.model(model.id)).memory).toHaveLength(344);
    const [experiment] = await experiments.list();
    expect(experiment).toMatchObject({
      ...{ id: 'a85d7dec-bce3-42bf-80d9-4ea6f0d1c834', experiment: '37', done: 1, cells: 1 },
      ...{ finished: true, passed: false },
    });
    expect([...(await experiments.results(experiment.id)).keys()]).toEqual(['norm/yours']);
  });

  test('keeps a model of each kind whole when it gets another name', async () => {
    for (const before of await me.adapters.list()) {
      await me.adapters.rename(before.id, 'Anu');
      expect(await me.adapters.get(before.id)).toStrictEqual({ ...before, name: 'Anu' });
    }
  });

  test('keeps unfinished trainings from now on', async () => {
    expect(await me.checkpoints.list()).toEqual([]);
    const plan = {
      settings: defaultSettings('norm'),
      measured: { held: 1, general: 1, memory: 0 },
      seconds: 1,
    };
    const tokens = { train: Int32Array.of(0, 1), held: Int32Array.of(0, 1) };
    await me.checkpoints.begin({ id: 'r', name: 'My text', baseHash: '', tokens, plan, keptAt: 1 });
    expect(await me.checkpoints.list()).toMatchObject([{ id: 'r', name: 'My text', tokens, plan }]);
  });
});
