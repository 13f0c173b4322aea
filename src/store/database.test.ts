import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { deleteDB, openDB, unwrap } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EngineHistory } from '../train/choice';
import { createDatabase, type Database } from './database';
import { StoreError, type StoreErrorReason } from './errors';
import { DATABASE_VERSION } from './schema';
import { FACTS, freshName } from './store.fixtures';

const open: Database[] = [];
const database = (...args: Parameters<typeof createDatabase>) => {
  const opened = createDatabase(...args);
  open.push(opened);
  return opened;
};
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  for (const one of open.splice(0)) one.close();
});

const record = { ...FACTS, id: 'a', createdAt: 1, method: 'norm' as const, bytes: 3, sha256: '' };
const row = { id: 'a', profile: 'p', order: 0, content: record };
/** Any value will do to see whether it was written. */
const anyValue = (word: string) => word as unknown as EngineHistory;
const write = (to: Database, value = 'a') =>
  to.write(['settings'], (transaction) =>
    transaction.objectStore('settings').put(anyValue(value), 'engines'),
  );
const read = (from: Database) =>
  from.read(['settings'], (transaction) => transaction.objectStore('settings').get('engines'));
const failsWith = async (work: Promise<unknown>, reason: StoreErrorReason) => {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ domain: 'store', reason });
};
/** The connection behind the next transaction of `from`, to do to it what a browser does. */
const connectionOf = (from: Database) =>
  from.read(['settings'], async (transaction) => {
    const connection = unwrap(transaction.db);
    await transaction.done;
    return connection as unknown as Parameters<typeof forceCloseDatabase>[0] & IDBDatabase;
  });

describe('a transaction', () => {
  test('is written with strict durability, and seen by another connection', async () => {
    const name = freshName();
    const one = database(name);
    const durability = await one.write(['settings'], async (transaction) => {
      await transaction.objectStore('settings').put(anyValue('a'), 'engines');
      return unwrap(transaction).durability;
    });
    expect(durability).toBe('strict');
    expect(await read(database(name))).toBe('a');
  });

  test('resolves when it is complete, not before', async () => {
    const events: string[] = [];
    await database(freshName()).write(['settings'], async (transaction) => {
      transaction.addEventListener('complete', () => events.push('complete'));
      await transaction.objectStore('settings').put(anyValue('a'), 'engines');
    });
    expect(events).toEqual(['complete']);
  });

  test('leaves nothing when a request fails', async () => {
    const one = database(freshName());
    const twice = one.write(['adapters', 'settings'], async (transaction) => {
      await transaction.objectStore('settings').put(anyValue('a'), 'engines');
      await transaction.objectStore('adapters').add(row);
      await transaction.objectStore('adapters').add(row);
    });
    await failsWith(twice, 'failed');
    expect(await read(one)).toBeUndefined();
    expect(await one.read(['adapters'], (transaction) => transaction.objectStore('adapters').count())).toBe(
      0,
    );
  });

  test('leaves nothing when the work itself throws', async () => {
    const one = database(freshName());
    const thrown = one.write(['settings'], async (transaction) => {
      await transaction.objectStore('settings').put(anyValue('a'), 'engines');
      throw new StoreError('missing');
    });
    await failsWith(thrown, 'missing');
    expect(await read(one)).toBeUndefined();
  });

  test.each([
    ['QuotaExceededError', 'full'],
    ['NotReadableError', 'damaged'],
    ['UnknownError', 'failed'],
  ] as const)('that ends in %s is said to be %s, and leaves nothing', async (name, reason) => {
    const one = database(freshName());
    await write(one, 'first');
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', name);
    });
    await failsWith(write(one, 'second'), reason);
    put.mockRestore();
    expect(await read(one)).toBe('first');
  });

  test('that the disk has no room for when it is to be completed is said to be full', async () => {
    const one = database(freshName());
    await write(one, 'first');
    const quota = one.write(['settings'], async (transaction) => {
      await transaction.objectStore('settings').put(anyValue('b'), 'engines');
      const raw = unwrap(transaction);
      Object.defineProperty(raw, 'error', { value: new DOMException('', 'QuotaExceededError') });
      raw.abort();
    });
    await failsWith(quota, 'full');
    expect(await read(one)).toBe('first');
  });
});

describe('a connection', () => {
  test('is opened again after the browser closed it', async () => {
    const one = database(freshName());
    await write(one);
    const closed = await connectionOf(one);
    forceCloseDatabase(closed);
    await new Promise((resolve) => setTimeout(resolve));
    const transaction = vi.spyOn(closed, 'transaction');
    expect(await read(one)).toBe('a');
    expect(transaction).not.toHaveBeenCalled();
  });

  test('is opened again, once, when it is closed and nobody was told', async () => {
    const one = database(freshName());
    await write(one);
    (await connectionOf(one)).close();
    expect(await read(one)).toBe('a');

    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('', 'InvalidStateError');
    });
    await failsWith(read(one), 'failed');
    expect(transaction).toHaveBeenCalledTimes(2);
    transaction.mockRestore();
    expect(await read(one)).toBe('a');
  });

  test('that is closed in the middle of a write has written nothing, and writes it after all', async () => {
    const one = database(freshName());
    await write(one, 'first');
    let attempts = 0;
    await one.write(['settings'], async (transaction) => {
      attempts++;
      await transaction.objectStore('settings').put(anyValue('b'), 'engines');
      if (attempts > 1) return;
      unwrap(transaction).abort();
      forceCloseDatabase(unwrap(transaction.db) as never);
    });
    expect(attempts).toBe(2);
    expect(await read(one)).toBe('b');
  });

  test('steps aside for another tab that upgrades, and then knows that it is old', async () => {
    const name = freshName();
    const old = database(name, DATABASE_VERSION);
    await write(old);
    const upgraded = database(name, DATABASE_VERSION + 1);
    expect(await read(upgraded)).toBe('a');
    await failsWith(read(old), 'newer');
  });

  test('steps aside for another tab that deletes the database', async () => {
    const name = freshName();
    const one = database(name);
    await write(one);
    await deleteDB(name);
    expect(await read(one)).toBeUndefined();
  });

  test('says so when another tab does not step aside, and works when it has gone', async () => {
    const name = freshName();
    const stubborn = await openDB(name, DATABASE_VERSION);
    const upgraded = database(name, DATABASE_VERSION + 1);
    await failsWith(read(upgraded), 'blocked');
    stubborn.close();
    // That version was empty, made by no page of this app: what matters is that the way is free.
    await expect(read(upgraded)).rejects.toMatchObject({ cause: { name: 'NotFoundError' } });
  });

  test('is not to be had where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await failsWith(read(database(freshName())), 'unavailable');
  });

  test.each([
    ['InvalidStateError', 'unavailable'],
    ['SecurityError', 'unavailable'],
    ['QuotaExceededError', 'full'],
    ['UnknownError', 'failed'],
  ] as const)(
    'that the browser refuses with %s is said to be %s; the next use tries again',
    async (name, reason) => {
      const one = database(freshName());
      const refused = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
        throw new DOMException('', name);
      });
      await failsWith(read(one), reason);
      refused.mockRestore();
      expect(await read(one)).toBeUndefined();
    },
  );
});
