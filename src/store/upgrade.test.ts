import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import { placeOf } from './access';
import { createDatabase, type Database } from './database';
import { openStore, type Store } from './index';
import { isSealed, seal } from './lock';
import { freshName, normWeights, openFresh, RUN } from './store.fixtures';
import { type FlatAdapter, upgradeAdapter } from './upgrade';

const { method, ...FACTS } = RUN;
/** A row of the first version that trained: no more than every version has written. */
const FIRST: FlatAdapter = {
  ...FACTS,
  ...{ id: 'a', name: 'My diary', baseHash: 'c7'.repeat(32), createdAt: 9 },
  ...{ method, bytes: 9216, sha256: 'ab'.repeat(32) },
};
const COMMON = {
  ...{ id: 'a', name: 'My diary', baseHash: 'c7'.repeat(32), createdAt: 9 },
  ...{ method, bytes: 9216, sha256: 'ab'.repeat(32) },
  version: { line: 'a', number: 1, chosen: 1 },
};
const UNCERTAINTY = { personal: { value: 1.12, low: 1.09, high: 1.15 }, general: { value: 0.016 } };
const LESS = { personal: 33, general: 26, uncertainty: UNCERTAINTY };
const MEMORY = { tokens: 3000, alone: LESS, ownText: { ...LESS, personal: 30 } };
const BOTH = { other: { value: 1.16 }, rest: { value: 1.18, low: 1.1, high: 1.3 } };
const MADE_OF = {
  random: { value: 0.8 },
  other: { id: 'diary', value: 1.03 },
  rest: { value: 1.1 },
  trained: 1,
};
const PROBE = { general: { before: 25, after: 26 }, tokens: 768, writings: [] };

describe('a flat record', () => {
  test('of the first version becomes a run that was trained here', () => {
    expect(upgradeAdapter(FIRST)).toStrictEqual({ ...COMMON, origin: 'trained', run: RUN });
  });

  test('of the last version keeps every number, under the names of today', () => {
    const last: FlatAdapter = {
      ...FIRST,
      ...{ ended: 'stopped', skipped: 2, uncertainty: UNCERTAINTY, memory: MEMORY },
      madeOf: { ...MADE_OF, whole: BOTH },
      seconds: { load: 0.5, train: 5.6, eval: 1.2, total: 8, promised: 9 },
    };
    expect(upgradeAdapter(last)).toStrictEqual({
      ...COMMON,
      origin: 'trained',
      run: {
        ...RUN,
        ...{ ended: 'stopped', skipped: 2, uncertainty: UNCERTAINTY, cache: MEMORY },
        attribution: { ...MADE_OF, withCaches: BOTH },
        seconds: { load: 0.5, train: 5.6, eval: 1.2, total: 8, promised: 9 },
      },
    });
  });

  test('without a neural cache, or not compared with it, has none afterwards', () => {
    const { run } = upgradeAdapter({ ...FIRST, memory: undefined, madeOf: MADE_OF });
    expect(run).toStrictEqual({ ...RUN, attribution: MADE_OF });
  });

  test('that came in a file of this app keeps the run of that file', () => {
    const imported: FlatAdapter = { ...FIRST, origin: 'imported', madeAt: 3, probe: PROBE };
    expect(upgradeAdapter(imported)).toStrictEqual({
      ...COMMON,
      ...{ origin: 'imported', run: RUN, madeAt: 3, probe: PROBE },
    });
  });

  test.each([
    ['as a PEFT folder', { baseTold: false }, { baseTold: false }],
    ['as a PEFT folder that names its base', { baseTold: true }, { baseTold: true }],
    ['in a file of this app', { madeAt: 3 }, { madeAt: 3, baseTold: true }],
  ])('that came %s without a run loses its zeros and numbers that are none', (_, old, now) => {
    const unknown = { before: Number.NaN, after: Number.NaN };
    const peft: FlatAdapter = {
      ...{ ...FIRST, ...old, origin: 'peft', probe: PROBE },
      ...{ engine: 'cpu', device: '', steps: 0, lr: 0, curve: [], verdict: 'CATASTROPHIC' },
      ...{ tokens: { train: 0, held: 0, general: 0 }, personal: unknown, general: unknown },
      seconds: { load: 0, train: 0, eval: 0 },
    };
    expect(upgradeAdapter(peft)).toStrictEqual({ ...COMMON, ...now, origin: 'peft', probe: PROBE });
  });

  test('that is one of today already is left alone', () => {
    const version = { line: 'b', number: 2, chosen: 3 };
    const record = { ...COMMON, origin: 'trained', run: RUN, version } as const;
    expect(upgradeAdapter(record)).toStrictEqual(record);
  });

  test('from before models had versions is a first version', () => {
    const { version, ...old } = { ...COMMON, origin: 'trained', run: RUN } as const;
    expect(upgradeAdapter(old)).toStrictEqual({ ...old, version });
    expect(version).toEqual({ line: old.id, number: 1, chosen: 1 });
  });
});

describe('a flat row in the database', () => {
  let store: Store;
  let database: Database;
  afterEach(() => {
    store.close();
    database.close();
  });
  const leave = async (passphrase?: string) => {
    const name = freshName();
    const opened = await openFresh(name);
    ({ store } = opened);
    database = createDatabase(name);
    const { profile } = opened;
    const access = passphrase
      ? await store.profiles.lock(profile.id, passphrase)
      : await store.profiles.enter(profile.id);
    const key = access.lock?.key;
    const content = await seal<FlatAdapter>(key, placeOf('adapters', 'a'), { ...FIRST, memory: MEMORY });
    const weights = await seal(key, placeOf('weights', 'a'), normWeights().bytes);
    await database.write(['adapters', 'weights'], async (transaction) => {
      const row = { id: 'a', profile: profile.id, order: 0, content };
      await transaction.objectStore('adapters').add(row);
      await transaction.objectStore('weights').add(weights, 'a');
    });
    return { name, ...opened, ...store.open(access) };
  };
  const row = () =>
    database.read(['adapters'], (transaction) => transaction.objectStore('adapters').get('a'));

  test('is read as one of today, and is written as one when it changes', async () => {
    const { adapters } = await leave();
    const now = { ...COMMON, origin: 'trained', run: { ...RUN, cache: MEMORY } };
    expect(await adapters.list()).toEqual([now]);
    expect(await adapters.get('a')).toEqual(now);
    expect((await row())?.content).toHaveProperty('steps');
    await adapters.rename('a', 'Anu');
    expect((await row())?.content).toEqual({ ...now, name: 'Anu' });
    await adapters.explain('a', { attribution: MADE_OF });
    expect((await row())?.content).toMatchObject({ name: 'Anu', run: { attribution: MADE_OF } });
  });

  test('is read under a passphrase, and after the passphrase is gone', async () => {
    const passphrase = 'three green mangoes';
    const { name, profile, adapters } = await leave(passphrase);
    expect(await adapters.get('a')).toMatchObject({ origin: 'trained', run: { cache: MEMORY } });
    await adapters.rename('a', 'Anu');
    expect(isSealed((await row())?.content)).toBe(true);

    const next = openStore(name);
    const open = next.open(await next.profiles.unlock(profile.id, passphrase)).adapters;
    expect(await open.list()).toEqual([
      { ...COMMON, name: 'Anu', origin: 'trained', run: { ...RUN, cache: MEMORY } },
    ]);
    next.close();
  });
});
