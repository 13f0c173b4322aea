import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { rowsOf } from './access';
import { isSealed } from './lock';
import { FIRST_NICKNAME } from './migrations';
import type { Profile, Schema } from './schema';
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
 * Brings back what the database has lost and the second copy still has, all or nothing; undefined where nothing was
 * lost. Nothing but a loss leaves a copy without its row: what a student deletes goes from the copy first.
 */
export async function restore(
  database: IDBPDatabase<Schema>,
  copy: SecondCopy,
): Promise<Restored | undefined> {
  const rows = copy.rows();
  const lost = new Set<CopiedRow>();
  for (const store of COPIED_STORES) {
    const there = new Set(await database.getAllKeys(store));
    for (const row of rows) if (row.store === store && !there.has(row.key)) lost.add(row);
  }
  const gone = async (store: 'texts' | 'weights') => {
    const there = new Set(await database.getAllKeys(store));
    return copy.tooLarge(store).filter((key) => !there.has(key));
  };
  const [lostTexts, lostModels] = await Promise.all([gone('texts'), gone('weights')]);
  if (lost.size + lostTexts.length + lostModels.length === 0) return undefined;

  const transaction = database.transaction([...COPIED_STORES], 'readwrite', { durability: 'strict' });
  const back = await putBack(transaction, lost, rows);
  await transaction.done;
  for (const id of lostTexts) copy.forget('texts', id);
  for (const id of lostModels)
    for (const store of ['weights', 'adapters', 'memories'] as const) copy.forget(store, id);
  return { ...back, lostTexts: lostTexts.length, lostModels: lostModels.length };
}

/** Puts `lost`, which are some of all copied `rows`, back into their places. */
async function putBack(
  transaction: Writing,
  lost: ReadonlySet<CopiedRow>,
  rows: readonly CopiedRow[],
): Promise<{ texts: number; models: number }> {
  const profiles = transaction.objectStore('profiles');
  const owners = new Map<string, Profile>();
  for (const row of lost) if (row.store === 'profiles') await profiles.put(row.value);
  for (const profile of await profiles.getAll()) owners.set(profile.id, profile);

  const whole = new Set(rows.flatMap(({ store, key }) => (store === 'weights' ? [key] : [])));
  /** What another key has sealed could not be read, and would keep everything else from being read. */
  const opens = ({ profile, content }: { profile: string; content: unknown }) =>
    isSealed(content) === (owners.get(profile)?.lock !== undefined) && owners.has(profile);
  const back = { texts: 0, models: 0 };
  for (const row of lost) {
    if (row.store === 'texts' && opens(row.value)) {
      await transaction.objectStore('texts').put(row.value);
      back.texts++;
    }
    // A model is of no use without its weights.
    if (row.store === 'adapters' && whole.has(row.key) && opens(row.value)) {
      await transaction.objectStore('adapters').put(row.value);
      back.models++;
    }
    if (row.store === 'memories' && whole.has(row.key) && opens(row.value))
      await transaction.objectStore('memories').put(row.value);
    if (row.store === 'weights') await transaction.objectStore('weights').put(row.value, row.key);
  }
  if (back.texts + back.models > 0) await dropEmptyFirst(transaction, lost);
  return back;
}

/** A database that the browser had thrown away began anew with a profile that nobody made. */
async function dropEmptyFirst(transaction: Writing, lost: ReadonlySet<CopiedRow>): Promise<void> {
  const profiles = transaction.objectStore('profiles');
  const restored = new Set([...lost].flatMap(({ store, key }) => (store === 'profiles' ? [key] : [])));
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
      const value = await database.get(store, key);
      if (value) copy.follow([{ store, key, value }]);
    }
  }
}
