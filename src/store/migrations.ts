import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { RowStore } from './access';
import type { Profile, Schema } from './schema';
import type { FlatAdapter } from './upgrade';

type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

/**
 * Leads a database of any earlier version (0: there is none) to the present one, all or nothing: a failure leaves
 * what was there. Nothing but the transaction's own promises may be awaited in it.
 */
export async function migrate(
  database: IDBPDatabase<Schema>,
  from: number,
  transaction: Upgrade,
): Promise<void> {
  if (from < 1) {
    database.createObjectStore('weights');
    database.createObjectStore('settings');
  }
  if (from < 2) await divideIntoProfiles(database, from, transaction);
  // Version 3 brought the Lab and memories.
  if (from < 3) {
    for (const store of ['memories', 'experiments', 'results'] as const) createRows(database, store);
    transaction.objectStore('results').createIndex('experiment', 'experiment');
  }
  // Version 4 brought trainings that outlive their tab.
  if (from < 4) for (const store of ['unfinished', 'checkpoints'] as const) createRows(database, store);
  // Version 5 brought the answers to the lesson's questions, which belong to no profile, and what a teacher collects for a class.
  if (from < 5) database.createObjectStore('answers', { keyPath: 'id' });
  if (from < 5) createRows(database, 'collections');
}

function createRows(database: IDBPDatabase<Schema>, store: RowStore): void {
  database.createObjectStore(store, { keyPath: 'id' }).createIndex('profile', ['profile', 'order']);
}

/** Version 2 brought profiles. What had been kept before belongs to the first of them. */
async function divideIntoProfiles(
  database: IDBPDatabase<Schema>,
  from: number,
  transaction: Upgrade,
): Promise<void> {
  const profile = firstProfile();
  let records: FlatAdapter[] = [];
  if (from === 1) {
    // A record then was the value itself, and the order was that of the clock.
    const old = transaction.objectStore('adapters') as unknown as {
      index(name: 'createdAt'): { getAll(): Promise<FlatAdapter[]> };
    };
    records = await old.index('createdAt').getAll();
    database.deleteObjectStore('adapters');
    const settings = transaction.objectStore('settings');
    profile.lastAdapter = (await settings.get('last-adapter')) as string | undefined;
    await settings.delete('last-adapter');
  }
  for (const store of ['adapters', 'texts'] as const) createRows(database, store);
  await database.createObjectStore('profiles', { keyPath: 'id' }).add(profile);
  for (const [order, content] of records.entries()) {
    await transaction.objectStore('adapters').add({ id: content.id, profile: profile.id, order, content });
  }
}

/** What the first profile of a browser is called until its owner says otherwise; the screens translate it. */
export const FIRST_NICKNAME = 'Me';

/** The profile that a browser begins with, so that nobody has to make one. */
export function firstProfile(): Profile {
  return { id: crypto.randomUUID(), nickname: FIRST_NICKNAME, colour: 'leaf', createdAt: Date.now() };
}
