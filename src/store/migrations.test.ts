import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../model/sha256';
import { NOTHING_KNOWN } from '../train/choice';
import { openStore } from './index';
import type { Profile, Text } from './schema';
import { EXPERIMENT, FACTS, freshName, normWeights, RUN } from './store.fixtures';

/** Facts as they were before `RunRecord`. */
const { method: _, ...OLD_RUN } = RUN;
const OLD_FACTS = { name: FACTS.name, baseHash: FACTS.baseHash, ...OLD_RUN };

afterEach(() => void vi.restoreAllMocks());

/** A database as version 2 of the app left it, with one profile's text. */
async function leaveVersion2(name: string, text: Text): Promise<void> {
  const database = await openDB(name, 2, {
    upgrade(db) {
      db.createObjectStore('weights');
      db.createObjectStore('settings');
      for (const rows of ['adapters', 'texts'])
        db.createObjectStore(rows, { keyPath: 'id' }).createIndex('profile', ['profile', 'order']);
      db.createObjectStore('profiles', { keyPath: 'id' });
    },
  });
  await database.put('profiles', { id: 'anu', nickname: 'Anu', colour: 'rose', createdAt: 7 });
  await database.put('texts', { id: text.id, profile: 'anu', order: 0, content: text });
  const { method, bytes } = normWeights();
  const content = {
    ...OLD_FACTS,
    id: 'a',
    createdAt: 8,
    method,
    bytes: bytes.length,
    sha256: await sha256(bytes),
  };
  await database.put('weights', bytes, 'a');
  await database.put('adapters', { id: 'a', profile: 'anu', order: 0, content });
  database.close();
}

/** A database as version 1 of the app left it. */
async function leaveVersion1(name: string): Promise<{ ids: string[] }> {
  const database = await openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('adapters', { keyPath: 'id' }).createIndex('createdAt', 'createdAt');
      db.createObjectStore('weights');
      db.createObjectStore('settings');
    },
  });
  const ids = ['one', 'two'];
  for (const [i, id] of ids.entries()) {
    const { method, bytes } = normWeights(i);
    const sum = await sha256(bytes);
    await database.put('weights', bytes, id);
    // The later one was stored first.
    const record = {
      ...OLD_FACTS,
      name: id,
      id,
      createdAt: 2000 - i,
      method,
      bytes: bytes.byteLength,
      sha256: sum,
    };
    await database.put('adapters', record);
  }
  await database.put('settings', 'two', 'last-adapter');
  await database.put('settings', NOTHING_KNOWN, 'engines');
  database.close();
  return { ids };
}

describe('a database', () => {
  test('of version 0, which is none, begins with one profile', async () => {
    const store = openStore(freshName());
    expect(await store.profiles.list()).toMatchObject([{ nickname: 'Me', colour: 'leaf' }]);
    store.close();
  });

  test('of version 1 loses nothing: its adapters are those of the first profile', async () => {
    const name = freshName();
    await leaveVersion1(name);
    const store = openStore(name);
    const [profile, ...others] = await store.profiles.list();
    expect(others).toEqual([]);
    expect(profile.lastAdapter).toBe('two');
    expect(await store.settings.read('engines')).toEqual(NOTHING_KNOWN);
    const { adapters, texts } = store.open({ profile: profile.id });
    expect((await adapters.list()).map(({ id, createdAt }) => [id, createdAt])).toEqual([
      ['one', 2000],
      ['two', 1999],
    ]);
    expect(await adapters.weights('one')).toEqual(normWeights(0));
    expect(await adapters.weights('two')).toEqual(normWeights(1));
    expect(await texts.list()).toEqual([]);
    store.close();
  });

  test('of version 2 loses nothing, and keeps experiments from now on', async () => {
    const name = freshName();
    const text = { id: 't', name: 'diary.txt', text: 'മഴ' };
    await leaveVersion2(name, text);
    const store = openStore(name);
    const anu: Profile = { id: 'anu', nickname: 'Anu', colour: 'rose', createdAt: 7 };
    expect(await store.profiles.list()).toEqual([anu]);
    const { adapters, texts, experiments } = store.open({ profile: 'anu' });
    expect(await texts.list()).toEqual([text]);
    expect((await adapters.list()).map(({ name, run }) => [name, run])).toEqual([[FACTS.name, RUN]]);
    expect(await adapters.weights('a')).toEqual(normWeights());
    expect(await experiments.list()).toEqual([]);
    await experiments.put(EXPERIMENT, { cell: 'first', result: 1 });
    expect(await experiments.list()).toEqual([EXPERIMENT]);
    expect([...(await experiments.results(EXPERIMENT.id))]).toEqual([['first', 1]]);
    store.close();
  });

  test('of version 4 loses nothing, and keeps answers and what is collected for a class from now on', async () => {
    const name = freshName();
    const rows = ['adapters', 'texts', 'memories', 'experiments', 'results', 'unfinished', 'checkpoints'];
    const old = await openDB(name, 4, {
      upgrade(db) {
        for (const store of ['weights', 'settings']) db.createObjectStore(store);
        db.createObjectStore('profiles', { keyPath: 'id' });
        for (const store of rows)
          db.createObjectStore(store, { keyPath: 'id' }).createIndex('profile', ['profile', 'order']);
      },
    });
    const anu: Profile = { id: 'anu', nickname: 'Anu', colour: 'rose', createdAt: 7, inClass: true };
    const text = { id: 't', name: 'diary.txt', text: 'മഴ' };
    await old.put('profiles', anu);
    await old.put('texts', { id: 't', profile: 'anu', order: 0, content: text });
    old.close();
    const store = openStore(name);
    expect(await store.profiles.list()).toEqual([anu]);
    const { texts, collections } = store.open({ profile: 'anu' });
    expect(await texts.list()).toEqual([text]);
    expect(await collections.list()).toEqual([]);
    const note = { kind: 'note' as const, id: 'n', note: 'Class 8B' };
    await collections.change([note]);
    expect(await collections.list()).toEqual([note]);
    expect(await store.answers.look()).toEqual({ items: [], damaged: [] });
    await store.answers.add('before', { learns: 'follows' });
    expect((await store.answers.look()).items).toHaveLength(1);
    store.close();
  });

  test('whose migration breaks off stays what it was, and is migrated at the next visit', async () => {
    const name = freshName();
    const { ids } = await leaveVersion1(name);
    const add = IDBObjectStore.prototype.add;
    let added = 0;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
      // The profile and the first adapter are written by then.
      if (++added === 3) throw new DOMException('', 'QuotaExceededError');
      return add.apply(this, args);
    });
    const full = openStore(name);
    await expect(full.profiles.list()).rejects.toMatchObject({ reason: 'full' });
    full.close();
    vi.restoreAllMocks();

    const old = await openDB(name);
    expect(old.version).toBe(1);
    expect(await old.getAllKeys('adapters')).toEqual(ids);
    old.close();
    const store = openStore(name);
    const [{ id }] = await store.profiles.list();
    expect(await store.open({ profile: id }).adapters.list()).toHaveLength(2);
    store.close();
  });
});
