import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from './index';
import type { ClassModel, CollectedMember, CollectionNote } from './schema';
import { freshName, normWeights, openFresh, RUN } from './store.fixtures';

const stores: Store[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const store of stores.splice(0)) store.close();
});
const fresh = async (name = freshName()) => {
  const opened = await openFresh(name);
  stores.push(opened.store);
  return { name, ...opened };
};

const ANU: CollectedMember = {
  ...{ kind: 'member', id: 'anu', name: 'അനു', profile: 'p' },
  text: { learn: 'ഇന്ന് മഴ.', held: '' },
  model: { name: 'diary', createdAt: 7, weights: normWeights(), run: RUN },
};
const BABU: CollectedMember = { kind: 'member', id: 'babu', name: 'Babu', text: { learn: 'A', held: 'B' } };
const NOTE: CollectionNote = { kind: 'note', id: 'n', note: 'Two\nlines' };
const MODEL: ClassModel = {
  ...{ kind: 'class-model', id: 'c', madeAt: 8, weights: normWeights(2), run: RUN },
  learnedFrom: ['anu', 'babu'],
};

describe.each([undefined, 'three green mangoes'])('a collection (passphrase %s)', (passphrase) => {
  const open = async () => {
    const { name, store, access } = await fresh();
    const entered = passphrase ? await store.profiles.lock(access.profile, passphrase) : access;
    return { name, store, entered, collections: store.open(entered).collections };
  };

  test('comes back in the order in which its parts came first', async () => {
    const { name, entered, collections } = await open();
    await collections.change([ANU, NOTE, BABU]);
    const renamed = { ...ANU, name: 'Anu K' };
    await collections.change([MODEL, renamed]);
    const later = openStore(name);
    stores.push(later);
    expect(await later.open(entered).collections.list()).toEqual([renamed, NOTE, BABU, MODEL]);
  });

  test('is changed as a whole, or not at all', async () => {
    const { collections } = await open();
    await collections.change([ANU, MODEL]);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await expect(collections.change([BABU], [ANU.id, MODEL.id])).rejects.toMatchObject({ reason: 'full' });
    put.mockRestore();
    expect(await collections.list()).toEqual([ANU, MODEL]);
    await collections.change([BABU], [ANU.id, MODEL.id]);
    expect(await collections.list()).toEqual([BABU]);
  });

  test('keeps nothing when what it needs is gone, or a text was taken back', async () => {
    const { name, entered, collections } = await open();
    await collections.change([ANU, BABU, MODEL]);
    const other = openStore(name);
    stores.push(other);
    const theirs = other.open(entered).collections;
    const needed = [MODEL.id, ...MODEL.learnedFrom];
    const compared: ClassModel = { ...MODEL, compared: [] };
    await collections.change([compared], [], needed);
    expect(await collections.list()).toEqual([ANU, BABU, compared]);
    const { text: _, ...withoutText } = ANU;
    for (const change of [
      () => theirs.change([], [MODEL.id]),
      () => theirs.change([MODEL], [BABU.id]),
      () => theirs.change([MODEL, BABU, withoutText]),
    ]) {
      await collections.change([ANU, BABU, MODEL]);
      await change();
      const left = await collections.list();
      await expect(collections.change([compared], [], needed)).rejects.toMatchObject({ reason: 'missing' });
      expect(await collections.list()).toEqual(left);
    }
  });

  test('keeps nothing when what it needs goes while it is looked for', async () => {
    const { collections } = await open();
    await collections.change([ANU, BABU, MODEL]);
    const { transaction } = IDBDatabase.prototype;
    let isGone = false;
    // The other tab's change comes between reading and writing.
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      names,
      mode,
      ...rest
    ) {
      if (mode === 'readwrite' && !isGone) {
        isGone = true;
        const theirs = transaction.call(this, 'collections', 'readwrite').objectStore('collections');
        for (const id of [BABU.id, MODEL.id]) theirs.delete(id);
      }
      return transaction.call(this, names, mode, ...rest);
    });
    const changing = collections.change([{ ...MODEL, compared: [] }], [], [MODEL.id, ...MODEL.learnedFrom]);
    await expect(changing).rejects.toMatchObject({ reason: 'missing' });
    expect(await collections.list()).toEqual([ANU]);
  });

  test('is nobody else’s, and goes with its profile', async () => {
    const { name, store, entered, collections } = await open();
    await collections.change([ANU]);
    const other = store.open({ profile: (await store.profiles.create('Meera', 'sky')).id }).collections;
    expect(await other.list()).toEqual([]);
    await other.change([], [ANU.id]);
    expect(await collections.list()).toEqual([ANU]);
    await store.profiles.delete(entered.profile);
    const database = await openDB(name);
    expect(await database.count('collections')).toBe(0);
    database.close();
  });

  test('gives what is sound when a row is damaged, and lets that be taken out', async () => {
    const { name, collections } = await open();
    await collections.change([ANU, BABU]);
    const database = await openDB(name);
    const row = await database.get('collections', ANU.id);
    await database.put('collections', { ...row, content: { kind: 'member', id: 'anu', name: 7 } });
    database.close();
    const { items, damaged } = await collections.look();
    expect([items, damaged.map(({ id }) => id)]).toEqual([[BABU], ['anu']]);
    await collections.change([], ['anu']);
    expect(await collections.look()).toEqual({ items: [BABU], damaged: [] });
  });
});

test('a passphrase seals what was collected before, and opens it again', async () => {
  const { name, store, access, collections } = await fresh();
  await collections.change([ANU]);
  const locked = await store.profiles.lock(access.profile, 'three green mangoes');
  const database = await openDB(name);
  expect((await database.get('collections', ANU.id)).content).toMatchObject({ of: 'json' });
  database.close();
  expect(await store.open(locked).collections.list()).toEqual([ANU]);
  const unlocked = await store.profiles.unlock(access.profile, 'three green mangoes');
  expect(await store.open(unlocked).collections.list()).toEqual([ANU]);
});
