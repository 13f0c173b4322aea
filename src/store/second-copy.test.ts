import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDatabase } from './database';
import { openStore, type Store } from './index';
import { LARGEST_COPY } from './second-copy';
import { FACTS, freshName, makeUnreadable, normWeights, until } from './store.fixtures';

/** As browsers have it, with as much room. */
class SmallStorage {
  static room = 5_000_000;
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? ((this as Record<string, unknown>)[key] as string) : null;
  }
  setItem(key: string, value: string): void {
    const rest = Object.entries(this).reduce(
      (sum, [name, one]) => (name === key ? sum : sum + one.length),
      0,
    );
    if (rest + value.length > SmallStorage.room) throw new DOMException('', 'QuotaExceededError');
    (this as Record<string, unknown>)[key] = value;
  }
  removeItem(key: string): void {
    delete (this as Record<string, unknown>)[key];
  }
}

const PASSPHRASE = 'three green mangoes';
let small: SmallStorage;
let name: string;
const stores: Store[] = [];
const open = () => {
  const store = openStore(name);
  stores.push(store);
  return store;
};
/** What the browser does when it throws a database away: its page has gone before. */
async function lose(): Promise<void> {
  for (const store of stores.splice(0)) store.close();
  await deleteDB(name);
}

beforeEach(() => {
  small = new SmallStorage();
  vi.stubGlobal('localStorage', small);
  name = freshName();
});
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function keepSome(store: Store, passphrase?: string) {
  const [{ id }] = await store.profiles.list();
  await store.profiles.change(id, { nickname: 'Meera' });
  const access = passphrase ? await store.profiles.lock(id, passphrase) : { profile: id };
  const shelf = store.open(access);
  await shelf.texts.put({ id: 't', name: 'diary.txt', text: 'മഴ today' });
  const model = await shelf.adapters.save(FACTS, normWeights(3), Int32Array.of(5, 6, 7));
  return { id, model, shelf };
}

describe('a database that the browser has thrown away', () => {
  test('comes back whole, with the profile that made it and no other', async () => {
    const { id, model } = await keepSome(open());
    await lose();
    const store = open();
    expect(await store.restored()).toEqual({ texts: 1, models: 1, lostTexts: 0, lostModels: 0 });
    expect((await store.profiles.list()).map(({ nickname }) => nickname)).toEqual(['Meera']);
    const { texts, adapters } = store.open({ profile: id });
    expect(await texts.list()).toEqual([{ id: 't', name: 'diary.txt', text: 'മഴ today' }]);
    expect(await adapters.list()).toEqual([model]);
    expect(await adapters.model(model.id)).toEqual({ ...normWeights(3), memory: Int32Array.of(5, 6, 7) });
  });

  test('comes back sealed, if it was sealed', async () => {
    const { id, model } = await keepSome(open(), PASSPHRASE);
    await lose();
    for (const value of Object.values(small)) expect(value).not.toContain('today');
    const store = open();
    await expect(store.profiles.enter(id, 'another passphrase')).rejects.toMatchObject({
      reason: 'passphrase',
    });
    const { texts, adapters } = store.open(await store.profiles.enter(id, PASSPHRASE));
    expect((await texts.list())[0].text).toBe('മഴ today');
    expect((await adapters.weights(model.id)).bytes).toEqual(normWeights(3).bytes);
  });

  test('does not come back when it was emptied on purpose, whatever was still to be copied', async () => {
    const store = open();
    await keepSome(store);
    // As `wipe` does it, with this page open.
    await deleteDB(name);
    small = new SmallStorage();
    store.close();
    expect(Object.keys(small)).toEqual([]);
  });

  test('does not bring back what was deleted', async () => {
    const { shelf, model } = await keepSome(open());
    await shelf.texts.delete('t');
    await shelf.adapters.delete(model.id);
    await lose();
    const store = open();
    expect(await store.restored()).toMatchObject({ texts: 0, models: 0, lostModels: 0 });
  });

  test('does not bring back what a model forgot, though the browser ends at that moment', async () => {
    const { id, shelf, model } = await keepSome(open());
    await shelf.adapters.forget(model.id, [[6]]);
    // As after a crash: nothing is told to end.
    const copied = { ...small };
    await lose();
    small = Object.assign(new SmallStorage(), copied);
    vi.stubGlobal('localStorage', small);
    const { adapters } = open().open({ profile: id });
    expect((await adapters.model(model.id)).memory).toEqual(Int32Array.of(5, 0, 7));
    expect(await adapters.get(model.id)).toMatchObject({ forgotten: 1 });
  });

  test('tells once of what was too large for the copy, and brings back the rest', async () => {
    const { id, shelf, model } = await keepSome(open());
    const large = { method: 'lora' as const, bytes: new Uint8Array(LARGEST_COPY) };
    const second = await shelf.adapters.save(FACTS, large);
    await shelf.texts.put({ id: 'long', name: 'long', text: 'a'.repeat(LARGEST_COPY + 1) });
    stores[0].close();
    expect(open().withoutCopy()).toEqual([second.id]);
    await lose();
    const store = open();
    expect(await store.restored()).toEqual({ texts: 1, models: 1, lostTexts: 1, lostModels: 1 });
    expect((await store.open({ profile: id }).adapters.list()).map((one) => one.id)).toEqual([model.id]);
    store.close();
    expect(await open().restored()).toBeUndefined();
  });

  test('is not opened as an empty one when there is no room to bring it back', async () => {
    await keepSome(open());
    await lose();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    const store = open();
    await expect(store.profiles.list()).rejects.toMatchObject({ reason: 'full' });
    put.mockRestore();
    expect((await store.profiles.list()).map(({ nickname }) => nickname)).toEqual(['Meera']);
  });
});

test('single rows that are lost come back, others stay as they are', async () => {
  const { id, shelf, model } = await keepSome(open());
  await shelf.texts.put({ id: 'u', name: 'u', text: 'second' });
  stores[0].close();
  vi.stubGlobal('localStorage', undefined);
  const bare = createDatabase(name);
  await bare.write(['weights', 'adapters', 'texts'], async (transaction) => {
    await transaction.objectStore('weights').delete(model.id);
    await transaction.objectStore('adapters').delete(model.id);
    await transaction.objectStore('texts').delete('t');
  });
  bare.close();
  vi.stubGlobal('localStorage', small);
  const store = open();
  expect(await store.restored()).toEqual({ texts: 1, models: 1, lostTexts: 0, lostModels: 0 });
  const { texts, adapters } = store.open({ profile: id });
  expect((await texts.list()).map((text) => text.text)).toEqual(['മഴ today', 'second']);
  expect(await adapters.list()).toEqual([model]);
});

test('a row that the browser can no longer read comes back, one without a copy stays', async () => {
  const { id, shelf } = await keepSome(open());
  await shelf.texts.put({ id: 'long', name: 'long', text: 'a'.repeat(LARGEST_COPY + 1) });
  stores[0].close();
  makeUnreadable('texts', 't');
  const store = open();
  expect(await store.restored()).toEqual({ texts: 1, models: 0, lostTexts: 0, lostModels: 0 });
  vi.restoreAllMocks();
  expect(await store.open({ profile: id }).texts.list()).toMatchObject([
    { id: 't', text: 'മഴ today' },
    { id: 'long' },
  ]);
  store.close();
  makeUnreadable('texts', 'long');
  const again = open();
  expect(await again.restored()).toBeUndefined();
  const { texts } = again.open({ profile: id });
  expect(await texts.look()).toMatchObject({ items: [{ id: 't' }], damaged: [{ id: 'long' }] });
});

test('what an earlier version kept is copied when it is opened', async () => {
  vi.stubGlobal('localStorage', undefined);
  const { id } = await keepSome(open());
  stores[0].close();
  vi.stubGlobal('localStorage', small);
  const store = open();
  await store.profiles.list();
  await vi.waitFor(() => {
    expect(Object.keys(small).filter((key) => key.includes('weights'))).toHaveLength(1);
  });
  await lose();
  expect(await open().open({ profile: id }).texts.list()).toHaveLength(1);
});

test('a copy never outgrows its share, and an old row does not stay in the place of one that no longer fits', async () => {
  const store = open();
  const [{ id }] = await store.profiles.list();
  const { texts } = store.open({ profile: id });
  for (let i = 0; i < 9; i++)
    await texts.put({ id: `t${i}`, name: '', text: String(i).repeat(LARGEST_COPY - 1000) });
  store.close();
  const length = Object.values(small).reduce((sum, value: string) => sum + value.length, 0);
  expect(length).toBeLessThan(4_100_000);
  const again = open();
  await again.open({ profile: id }).texts.put({ id: 't0', name: '', text: 'new'.repeat(LARGEST_COPY) });
  again.close();
  expect(Object.values(small).some((value) => value.includes('0000'))).toBe(false);
});

describe('a text that waits in one tab to be copied', () => {
  const waiting = { id: 't', name: 'diary.txt', text: 'nobody shall read it' };
  const begin = async () => {
    const { id, shelf } = await keepSome(open());
    await shelf.texts.autosave(waiting);
    expect(Object.values(small).join()).not.toContain(waiting.text);
    const heard: unknown[] = [];
    shelf.texts.subscribe(() => heard.push('texts'));
    stores[0].profiles.subscribe(() => heard.push('profiles'));
    const hears = async () => {
      await until(() => heard.length > 0);
      await new Promise(setImmediate);
    };
    return { id, hears, other: open() };
  };

  test('does not come back when another tab has deleted it', async () => {
    const { id, hears, other } = await begin();
    await other.open({ profile: id }).texts.delete(waiting.id);
    await hears();
    await lose();
    const store = open();
    expect(await store.restored()).toMatchObject({ texts: 0, models: 1 });
    expect(await store.open({ profile: id }).texts.list()).toEqual([]);
  });

  test('is not copied as it was when another tab has set a passphrase', async () => {
    const { id, hears, other } = await begin();
    await other.profiles.lock(id, PASSPHRASE);
    await hears();
    // The tab in which it waited writes last.
    other.close();
    await lose();
    expect(Object.values(small).join()).not.toContain(waiting.text);
    const store = open();
    expect(await store.restored()).toMatchObject({ texts: 1, models: 1 });
    const access = await store.profiles.enter(id, PASSPHRASE);
    expect(await store.open(access).texts.list()).toEqual([waiting]);
  });
});
