import type { IDBPTransaction, StoreNames } from 'idb';
import { StoreError } from './errors';
import type { Schema } from './schema';

/** The right to a profile's rows. */
export interface Access {
  /** Id of the profile. */
  profile: string;
  /** With a locked profile, the identity of its data key, and the key. */
  lock?: { id: string; key: CryptoKey };
}

/** Where what a profile keeps lies as rows. */
export const ROW_STORES = [
  'adapters',
  'memories',
  'texts',
  'experiments',
  'results',
  'unfinished',
  'checkpoints',
  'collections',
] as const;
export type RowStore = (typeof ROW_STORES)[number];

/** Where something lies in the database; what is sealed opens in its place only. */
export const placeOf = (store: RowStore | 'weights', id: string): string => `${store}/${id}`;

/** A transaction that writes. */
export type Writing = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>;

/**
 * Belongs to every transaction that writes for a profile: `gone` if another tab has deleted it, `locked` if another
 * tab has locked or unlocked it since, so that nothing is ever written open into a locked profile.
 */
export async function admit(transaction: Writing, { profile, lock }: Access): Promise<void> {
  const record = await transaction.objectStore('profiles').get(profile);
  if (!record) throw new StoreError('gone');
  if (record.lock?.id !== lock?.id) throw new StoreError('locked');
}

/** The place of the next row of a profile, after all others. */
export async function nextOrder(transaction: Writing, store: RowStore, { profile }: Access): Promise<number> {
  // The row itself may be damaged.
  const last = await transaction.objectStore(store).index('profile').openKeyCursor(rowsOf(profile), 'prev');
  return (last?.key[1] ?? -1) + 1;
}

/** The range of a profile's rows in the index `profile`, in order. */
export function rowsOf(profile: string): IDBKeyRange {
  return IDBKeyRange.bound([profile, Number.NEGATIVE_INFINITY], [profile, Number.POSITIVE_INFINITY]);
}

/** Whether two values that were read are the same; arrays of numbers, which may be large, by their bytes. */
export function isSame(a: unknown, b: unknown): boolean {
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const [one, other] = [a, b].map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    return one.length === other.length && one.every((byte, i) => byte === other[i]);
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
