import type { IDBPTransaction, StoreNames } from 'idb';
import { type Access, placeOf, type RowStore, rowsOf } from './access';
import type { ChangeChannel } from './change-channel';
import type { Database } from './database';
import { isDamage } from './errors';
import { type Stored, unseal } from './lock';
import type { Row, Schema } from './schema';

/** A row that is there and cannot be opened; its name, where that can be read. */
export interface Damaged {
  id: string;
  name?: string;
}

/** What can be opened, and what is damaged: that stays where it is, and hides nothing else. */
export interface Listed<Item> {
  items: Item[];
  damaged: Damaged[];
}

/** What a profile keeps of one kind: where it lies, by what right it is read and written, and who hears of changes. */
export abstract class ShelfStore<Item> {
  constructor(
    protected readonly database: Database,
    protected readonly access: Access,
    protected readonly changes: ChangeChannel,
  ) {}

  /** All that can be opened, as `list` gives it, and what is damaged. */
  abstract look(): Promise<Listed<Item>>;

  /** All that can be opened. */
  async list(): Promise<Item[]> {
    return (await this.look()).items;
  }

  /** Calls `onChange` after every change, in this tab or another; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    return this.changes.subscribe(onChange);
  }

  /** The profile's key, if it has a passphrase. */
  protected get key(): CryptoKey | undefined {
    return this.access.lock?.key;
  }

  /** Opens all rows of the profile in a store, the oldest first; what `current` makes of a row's content must be sound. */
  protected async openRows<Content>(
    store: RowStore,
    current: (content: Content) => Item,
    isSound: (item: Item) => boolean,
  ): Promise<Listed<Item>> {
    const { rows, unread } = await this.#rows(store);
    const damaged: Damaged[] = unread.map((id) => ({ id }));
    const opened = await Promise.all(
      rows.map(async ({ id, content }) => {
        try {
          const item = current(await unseal(this.key, placeOf(store, id), content as Stored<Content>));
          if (isSound(item)) return [item];
        } catch (error) {
          if (!isDamage(error)) throw error;
        }
        damaged.push({ id, ...nameIn(content) });
        return [];
      }),
    );
    return { items: opened.flat(), damaged };
  }

  /** Whether a row is the profile's. It may be damaged: only its key is read. */
  protected async isMine(
    transaction: IDBPTransaction<Schema, StoreNames<Schema>[], IDBTransactionMode>,
    store: RowStore,
    id: string,
  ): Promise<boolean> {
    const mine = await transaction
      .objectStore(store)
      .index('profile')
      .getAllKeys(rowsOf(this.access.profile));
    return mine.includes(id);
  }

  /** All rows of a store, and the ids of those that the browser cannot read: one keeps it from reading all at once. */
  async #rows(store: RowStore): Promise<{ rows: Row<unknown>[]; unread: string[] }> {
    const range = rowsOf(this.access.profile);
    const rows: Row<unknown>[] = [];
    const unread: string[] = [];
    try {
      rows.push(
        ...(await this.database.read([store], (transaction) =>
          transaction.objectStore(store).index('profile').getAll(range),
        )),
      );
      return { rows, unread };
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    const ids = await this.database.read([store], (transaction) =>
      transaction.objectStore(store).index('profile').getAllKeys(range),
    );
    for (const id of ids) {
      try {
        const row = await this.database.read([store], (transaction) =>
          transaction.objectStore(store).get(id),
        );
        if (row) rows.push(row);
      } catch (error) {
        if (!isDamage(error)) throw error;
        unread.push(id);
      }
    }
    return { rows, unread };
  }
}

/** What is left of a name in a content that is not sound. */
function nameIn(content: unknown): { name?: string } {
  const { name } = (content ?? {}) as { name?: unknown };
  return typeof name === 'string' ? { name } : {};
}
