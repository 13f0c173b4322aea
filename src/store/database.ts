import { type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { asStoreError, StoreError } from './errors';
import { migrate } from './migrations';
import { DATABASE_NAME, DATABASE_VERSION, type Schema } from './schema';

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
  close(): void;
}

/** Nothing is opened yet. */
export function createDatabase(name = DATABASE_NAME, version = DATABASE_VERSION): Database {
  let connection: Promise<Connection> | undefined;
  const drop = (dropped: Promise<Connection>) => {
    if (connection === dropped) connection = undefined;
  };
  const connect = (): Promise<Connection> => {
    const opening = open(name, version, () => drop(opening));
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
      run((opened) => inTransaction(opened.transaction(stores, 'readwrite', { durability: 'strict' }), work)),
    close() {
      connection?.then((opened) => opened.close()).catch(() => {});
      connection = undefined;
    },
  };
}

/** Opens a connection; `onClosed` hears when it has been closed by the browser or for another tab. */
function open(name: string, version: number, onClosed: () => void): Promise<Connection> {
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
      blocking(_oldVersion, _newVersion, event) {
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
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

/**
 * A closed connection refuses a transaction, or aborts the one under way. Nothing of an aborted
 * transaction has happened, so it can be tried again.
 */
function meansClosed(error: unknown): boolean {
  return error instanceof Error && (error.name === 'InvalidStateError' || error.name === 'AbortError');
}
