import { type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { asStoreError, StoreError } from './errors';
import { migrate } from './migrations';
import { copyRest, type Restored, restore } from './restore';
import { DATABASE_NAME, DATABASE_VERSION, type Schema } from './schema';
import { type Change, isCopied, type SecondCopy, secondCopy } from './second-copy';

type Connection = IDBPDatabase<Schema>;
type Stores = StoreNames<Schema>[];

/** Work in one transaction. Nothing but the transaction's own promises may be awaited in it. */
type Work<Mode extends IDBTransactionMode, Result> = (
  transaction: IDBPTransaction<Schema, Stores, Mode>,
) => Promise<Result>;

/**
 * The app's database. It is opened when it is first used, and once more if the browser closed it
 * meanwhile; it steps aside when another tab wants to upgrade or delete it. Every failure is a `StoreError`.
 */
export interface Database {
  readonly name: string;
  read<Result>(stores: Stores, work: Work<'readonly', Result>): Promise<Result>;
  /**
   * All or nothing. Resolves when the disk has it: durability is strict, because Chrome's default, since
   * version 121, forgets the last seconds in a power cut.
   */
  write<Result>(stores: Stores, work: Work<'readwrite', Result>): Promise<Result>;
  /** Where the small rows are kept once more; nothing where the browser has no place for it. */
  readonly copy: SecondCopy | undefined;
  /** What had to be brought back from the copy when the database was opened; nothing if it was whole. */
  restored(): Promise<Restored | undefined>;
  close(): void;
}

/** Nothing is opened yet. */
export function createDatabase(name = DATABASE_NAME, version = DATABASE_VERSION): Database {
  const copy = secondCopy(name);
  let connection: Promise<Connection> | undefined;
  let restored: Restored | undefined;
  const drop = (dropped: Promise<Connection>) => {
    if (connection === dropped) connection = undefined;
  };
  const connect = (): Promise<Connection> => {
    const opening = open(name, version, (isDeleted) => {
      drop(opening);
      // It was emptied on purpose, here or in another tab: nothing of it may come back.
      if (isDeleted) copy?.discard();
    }).then(async (opened) => {
      if (!copy) return opened;
      try {
        // What could not be brought back now is tried again by the next use, and until then nothing is shown as empty.
        restored = (await restore(opened, copy)) ?? restored;
      } catch (error) {
        opened.close();
        throw asStoreError(error);
      }
      copyRest(opened, copy).catch(() => {});
      return opened;
    });
    opening.catch(() => drop(opening));
    return opening;
  };

  const run = async <Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> => {
    for (let retried = false; ; retried = true) {
      const current = (connection ??= connect());
      const opened = await current;
      try {
        return await work(opened);
      } catch (error) {
        if (retried || !meansClosed(error)) throw asStoreError(error);
        opened.close();
        drop(current);
      }
    }
  };

  return {
    name,
    read: (stores, work) => run((opened) => inTransaction(opened.transaction(stores, 'readonly'), work)),
    write: (stores, work) =>
      run(async (opened) => {
        const changes: Change[] = [];
        const transaction = opened.transaction(stores, 'readwrite', { durability: 'strict' });
        const result = await inTransaction(transaction, (writing) =>
          work(copy ? noting(writing, changes, copy) : writing),
        );
        copy?.follow(changes);
        return result;
      }),
    copy,
    restored: () => run(async () => restored),
    close() {
      copy?.close();
      connection?.then((opened) => opened.close()).catch(() => {});
      connection = undefined;
    },
  };
}

/** Opens a connection; `onClosed` hears when it has been closed by the browser or for another tab, and if that deletes it. */
function open(name: string, version: number, onClosed: (isDeleted: boolean) => void): Promise<Connection> {
  if (typeof indexedDB === 'undefined') return Promise.reject(new StoreError('unavailable'));
  return new Promise<Connection>((resolve, reject) => {
    let isBlocked = false;
    let broken: unknown;
    openDB<Schema>(name, version, {
      upgrade(database, from, _to, transaction) {
        // Nobody waits for this promise: without the abort, half a migration would stay.
        migrate(database, from, transaction).catch((error) => {
          broken = error;
          transaction.done.catch(() => {});
          transaction.abort();
        });
      },
      blocked() {
        isBlocked = true;
        reject(new StoreError('blocked'));
      },
      blocking(_oldVersion, newVersion, event) {
        (event.target as IDBDatabase).close();
        onClosed(newVersion === null);
      },
      terminated: () => onClosed(false),
      // When the other tab has gone at last, nobody waits for this connection any more.
    }).then(
      (opened) => (isBlocked ? opened.close() : resolve(opened)),
      (error) => reject(broken ?? error),
    );
  }).catch((error) => {
    throw asStoreError(error, 'unavailable');
  });
}

async function inTransaction<Mode extends IDBTransactionMode, Result>(
  transaction: IDBPTransaction<Schema, Stores, Mode>,
  work: Work<Mode, Result>,
): Promise<Result> {
  // The error that matters is thrown below; this promise only repeats it.
  transaction.done.catch(() => {});
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // it has been aborted already, or has ended
    }
    throw error;
  }
}

/** The transaction, with what it writes into a store that is copied noted in `changes`. */
function noting<Writing extends IDBPTransaction<Schema, Stores, 'readwrite'>>(
  transaction: Writing,
  changes: Change[],
  copy: SecondCopy,
): Writing {
  const objectStore = (name: StoreNames<Schema>) => {
    const store = transaction.objectStore(name);
    if (!isCopied(name)) return store;
    return spied(store, (method, [first, second]) => {
      if (method === 'delete') {
        copy.forget(name, first as string);
        changes.push({ store: name, key: first as string });
      } else if (method === 'put' || method === 'add')
        changes.push({
          store: name,
          key: (second as string | undefined) ?? (first as { id: string }).id,
          value: first as Change['value'],
        });
    });
  };
  return new Proxy(transaction, {
    get: (target, property) =>
      property === 'objectStore' ? objectStore : Reflect.get(target, property, target),
  });
}

/** `target`, whose methods are told with their arguments before they run. */
function spied<Target extends object>(
  target: Target,
  tell: (method: string | symbol, args: unknown[]) => void,
): Target {
  return new Proxy(target, {
    get(_, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        tell(property, args);
        return member.apply(target, args);
      };
    },
  });
}

/**
 * A closed connection refuses a transaction, or aborts the one under way. Nothing of an aborted
 * transaction has happened, so it can be tried again.
 */
function meansClosed(error: unknown): boolean {
  return error instanceof Error && (error.name === 'InvalidStateError' || error.name === 'AbortError');
}
