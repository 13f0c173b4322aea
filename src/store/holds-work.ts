import { openDB } from 'idb';
import { DATABASE_NAME } from './schema';

/** Stores that have rows before anybody has made anything. */
const BEGUN = ['profiles', 'settings', 'texts'];

/**
 * Whether anything that a person made is kept under this address: models, experiments, a text, or a profile behind a
 * passphrase. Makes and changes nothing. What cannot be looked at counts as work.
 */
export async function holdsWork(name = DATABASE_NAME): Promise<boolean> {
  let isNew = false;
  try {
    const database = await openDB(name, undefined, {
      // It was not there, and is not to be.
      upgrade(_database, _from, _to, transaction) {
        isNew = true;
        transaction.done.catch(() => {});
        transaction.abort();
      },
      blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
    });
    try {
      const stores = [...database.objectStoreNames];
      for (const store of stores)
        if (!BEGUN.includes(store) && (await database.count(store)) > 0) return true;
      const rowsOf = async (store: string) => (stores.includes(store) ? database.getAll(store) : []);
      return (
        (await rowsOf('profiles')).some(({ lock }) => lock) ||
        (await rowsOf('texts')).some(({ content }) => content?.text !== '')
      );
    } finally {
      database.close();
    }
  } catch {
    return !isNew;
  }
}
