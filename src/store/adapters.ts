import type { AdapterWeights } from '../model/adapter';
import { sha256 } from '../model/sha256';
import { type Access, admit, nextOrder, placeOf, rowsOf } from './access';
import type { Database } from './database';
import { StoreError } from './errors';
import { seal, unseal } from './lock';
import type { News } from './news';
import type { AdapterFacts, AdapterRecord, Row } from './schema';

/** The adapters of a profile. Every method rejects with a `StoreError`. */
export class AdapterStore {
  readonly #database: Database;
  readonly #access: Access;
  readonly #news: News;

  constructor(database: Database, access: Access, news: News) {
    this.#database = database;
    this.#access = access;
    this.#news = news;
  }

  /** Keeps an adapter under a new id, record and weights together or not at all; resolves when they are on disk. */
  async save(facts: AdapterFacts, { method, bytes: view }: AdapterWeights): Promise<AdapterRecord> {
    // A view would be stored with the whole of its buffer.
    const bytes = view.byteLength === view.buffer.byteLength ? view : view.slice();
    const record: AdapterRecord = {
      ...facts,
      id: crypto.randomUUID(),
      createdAt: Date.now(),
      method,
      bytes: bytes.byteLength,
      sha256: await sha256(bytes),
    };
    const { id } = record;
    const content = await this.#seal('adapters', id, record);
    const weights = await this.#seal('weights', id, bytes);
    await this.#database.write(['profiles', 'adapters', 'weights'], async (transaction) => {
      await admit(transaction, this.#access);
      const order = await nextOrder(transaction, 'adapters', this.#access);
      await transaction.objectStore('weights').add(weights, id);
      await transaction.objectStore('adapters').add({ id, profile: this.#access.profile, order, content });
    });
    this.#news.tell();
    return record;
  }

  /** All records, the newest first. */
  async list(): Promise<AdapterRecord[]> {
    const rows = await this.#database.read(['adapters'], (transaction) =>
      transaction.objectStore('adapters').index('profile').getAll(rowsOf(this.#access.profile)),
    );
    return Promise.all(rows.reverse().map((row) => this.#record(row)));
  }

  /** The record, or nothing if the profile has none of this id. */
  async get(id: string): Promise<AdapterRecord | undefined> {
    const row = await this.#database.read(['adapters'], (transaction) =>
      transaction.objectStore('adapters').get(id),
    );
    return this.#isMine(row) ? this.#record(row) : undefined;
  }

  /** The weights, exactly as they were saved: `damaged` if they are not, `missing` if they are not there. */
  async weights(id: string): Promise<AdapterWeights> {
    const [row, stored] = await this.#database.read(
      ['adapters', 'weights'],
      async (transaction) =>
        [
          await transaction.objectStore('adapters').get(id),
          await transaction.objectStore('weights').get(id),
        ] as const,
    );
    if (!this.#isMine(row)) throw new StoreError('missing');
    if (!stored) throw new StoreError('damaged');
    const record = await this.#record(row);
    const bytes = await unseal(this.#access.lock?.key, placeOf('weights', id), stored);
    if (bytes.byteLength !== record.bytes || (await sha256(bytes)) !== record.sha256)
      throw new StoreError('damaged');
    return { method: record.method, bytes };
  }

  /** Gives it another name: `missing` if it is not there. */
  async rename(id: string, name: string): Promise<void> {
    const record = await this.get(id);
    if (!record) throw new StoreError('missing');
    const content = await this.#seal('adapters', id, { ...record, name });
    await this.#database.write(['profiles', 'adapters'], async (transaction) => {
      await admit(transaction, this.#access);
      const store = transaction.objectStore('adapters');
      const row = await store.get(id);
      if (!this.#isMine(row)) throw new StoreError('missing');
      await store.put({ ...row, content });
    });
    this.#news.tell();
  }

  /** Deletes record and weights, for good; one that is not there is deleted already. */
  async delete(id: string): Promise<void> {
    await this.#database.write(['profiles', 'adapters', 'weights'], async (transaction) => {
      await admit(transaction, this.#access);
      const store = transaction.objectStore('adapters');
      if (!this.#isMine(await store.get(id))) return;
      await store.delete(id);
      await transaction.objectStore('weights').delete(id);
    });
    this.#news.tell();
  }

  /** Calls `onChange` after every change of the list, in this tab or another; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    return this.#news.subscribe(onChange);
  }

  #isMine(row: Row<AdapterRecord> | undefined): row is Row<AdapterRecord> {
    return row?.profile === this.#access.profile;
  }

  #record({ id, content }: Row<AdapterRecord>): Promise<AdapterRecord> {
    return unseal(this.#access.lock?.key, placeOf('adapters', id), content);
  }

  #seal<Value>(store: 'adapters' | 'weights', id: string, value: Value) {
    return seal(this.#access.lock?.key, placeOf(store, id), value);
  }
}
