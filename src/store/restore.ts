import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { rowsOf } from './access';
import { asStoreError, isDamage } from './errors';
import { isSealed } from './lock';
import { FIRST_NICKNAME } from './migrations';
import type { Schema } from './schema';
import { COPIED_STORES, type CopiedRow, type CopiedStore, type SecondCopy } from './second-copy';

/** What became of rows that the database had lost. */
export interface Restored {
  /** Brought back from the second copy. */
  texts: number;
  models: number;
  /** Gone for good: they were too large for the copy. */
  lostTexts: number;
  lostModels: number;
}

type Writing = IDBPTransaction<Schema, CopiedStore[], 'readwrite'>;

/**
 * Brings back what the database has lost, or can no longer read, and the second copy still has, all or nothing;
 * undefined where nothing was lost. Nothing but a loss leaves a copy without its row: what a student deletes goes from the copy first.
 */
export async function restore(
  database: IDBPDatabase<Schema>,
  copy: SecondCopy,
): Promise<Restored | undefined> {
  const lost: { store: CopiedStore; key: string }[] = [];
  for (const store of COPIED_STORES) {
    const there = new Set(await database.getAllKeys(store));
    const large = new Set(copy.tooLarge(store));
    // What cannot be read and has no copy stays where it is: perhaps it can be read some day.
    const isLost = async (key: string) =>
      there.has(key) ? !large.has(key) && !(await canRead(database, store, key)) : true;
    const known = copy.known(store);
    const losses = await Promise.all(known.map(isLost));
    lost.push(...known.flatMap((key, i) => (losses[i] ? [{ store, key }] : [])));
  }
  if (lost.length === 0) return undefined;

  const transaction = database.transaction([...COPIED_STORES], 'readwrite', { durability: 'strict' });
  const rows = lost.flatMap(({ store, key }) => copy.read(store, key) ?? []);
  const back = await putBack(transaction, rows);
  await transaction.done;
  const [lostTexts, lostModels] = (['texts', 'weights'] as const).map((store) => {
    const large = new Set(copy.tooLarge(store));
    return lost.flatMap((row) => (row.store === store && large.has(row.key) ? [row.key] : []));
  });
  for (const id of lostTexts) copy.forget('texts', id);
  for (const id of lostModels)
    for (const store of ['weights', 'adapters', 'memories'] as const) copy.forget(store, id);
  return { ...back, lostTexts: lostTexts.length, lostModels: lostModels.length };
}

/** Puts lost rows back into their places. */
async function putBack(
  transaction: Writing,
  rows: readonly CopiedRow[],
): Promise<{ texts: number; models: number }> {
  const profiles = transaction.objectStore('profiles');
  const weights = transaction.objectStore('weights');
  for (const row of rows) {
    if (row.store === 'profiles') await profiles.put(row.value);
    if (row.store === 'weights') await weights.put(row.value, row.key);
  }
  const owners = new Map((await profiles.getAll()).map((profile) => [profile.id, profile]));
  /** What another key has sealed could not be read, and would keep everything else from being read. */
  const opens = ({ profile, content }: { profile: string; content: unknown }) =>
    owners.has(profile) && isSealed(content) === (owners.get(profile)?.lock !== undefined);
  const back = { texts: 0, models: 0 };
  for (const row of rows) {
    if (row.store === 'profiles' || row.store === 'weights' || !opens(row.value)) continue;
    if (row.store === 'texts') {
      await transaction.objectStore('texts').put(row.value);
      back.texts++;
      continue;
    }
    // A model is of no use without its weights.
    if ((await weights.getKey(row.key)) === undefined) continue;
    if (row.store === 'memories') await transaction.objectStore('memories').put(row.value);
    else {
      await transaction.objectStore('adapters').put(row.value);
      back.models++;
    }
  }
  if (back.texts + back.models > 0) await dropEmptyFirst(transaction, rows);
  return back;
}

/** A database that the browser had thrown away began anew with a profile that nobody made. */
async function dropEmptyFirst(transaction: Writing, rows: readonly CopiedRow[]): Promise<void> {
  const profiles = transaction.objectStore('profiles');
  const restored = new Set(rows.flatMap(({ store, key }) => (store === 'profiles' ? [key] : [])));
  if (restored.size === 0) return;
  for (const { id, nickname } of await profiles.getAll()) {
    if (restored.has(id) || nickname !== FIRST_NICKNAME) continue;
    const kept = await Promise.all(
      (['texts', 'adapters'] as const).map((store) =>
        transaction.objectStore(store).index('profile').count(rowsOf(id)),
      ),
    );
    if (kept.every((count) => count === 0)) await profiles.delete(id);
  }
}

/** Copies what has no copy yet, because it was kept by an earlier version of the app. */
export async function copyRest(database: IDBPDatabase<Schema>, copy: SecondCopy): Promise<void> {
  for (const store of COPIED_STORES) {
    const known = new Set(copy.known(store));
    for (const key of await database.getAllKeys(store)) {
      if (known.has(key)) continue;
      const value = await database.get(store, key).catch(leaveDamaged);
      if (value) copy.follow([{ store, key, value }]);
    }
  }
}

/** Whether the browser still has what it says it has: Chromium keeps larger values in files beside the database. */
async function canRead(database: IDBPDatabase<Schema>, store: CopiedStore, key: string): Promise<boolean> {
  return database.get(store, key).then(
    () => true,
    (error) => {
      leaveDamaged(error);
      return false;
    },
  );
}

function leaveDamaged(error: unknown): undefined {
  if (!isDamage(asStoreError(error))) throw error;
  return undefined;
}
