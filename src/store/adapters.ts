import type { AdapterWeights } from '../model/adapter';
import type { Attribution } from '../model/run';
import { sha256 } from '../model/sha256';
import { admit, nextOrder, placeOf, rowsOf, ShelfStore } from './access';
import { StoreError } from './errors';
import { seal, unseal } from './lock';
import type { AdapterFacts, AdapterRecord, Kept, Row } from './schema';
import { type FlatAdapter, upgradeAdapter } from './upgrade';

type AdapterRow = Row<AdapterRecord | FlatAdapter>;

/** The adapters of a profile. Every method rejects with a `StoreError`. */
export class AdapterStore extends ShelfStore {
  #lastChange: Promise<void> = Promise.resolve();

  /**
   * Keeps an adapter under a new id: record, weights and the token ids of its neural cache, together or not at all. Resolves
   * when they are on disk.
   */
  async save<Facts extends AdapterFacts>(
    facts: Facts,
    { method, bytes: view }: AdapterWeights,
    memory?: Int32Array,
  ): Promise<Facts & Kept> {
    // A view would be stored with the whole of its buffer.
    const bytes = view.byteLength === view.buffer.byteLength ? view : view.slice();
    const record = {
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
    const tokens = memory && (await this.#seal('memories', id, memory.slice()));
    await this.database.write(['profiles', 'adapters', 'weights', 'memories'], async (transaction) => {
      await admit(transaction, this.access);
      const order = await nextOrder(transaction, 'adapters', this.access);
      const { profile } = this.access;
      await transaction.objectStore('weights').add(weights, id);
      if (tokens) await transaction.objectStore('memories').add({ id, profile, order, content: tokens });
      await transaction.objectStore('adapters').add({ id, profile, order, content });
    });
    this.changes.tell();
    return record;
  }

  /** All records, the newest first. */
  async list(): Promise<AdapterRecord[]> {
    const rows = await this.database.read(['adapters'], (transaction) =>
      transaction.objectStore('adapters').index('profile').getAll(rowsOf(this.access.profile)),
    );
    return Promise.all(rows.reverse().map((row) => this.#record(row)));
  }

  /** The record, or nothing if the profile has none of this id. */
  async get(id: string): Promise<AdapterRecord | undefined> {
    const row = await this.database.read(['adapters'], (transaction) =>
      transaction.objectStore('adapters').get(id),
    );
    return this.#isMine(row) ? this.#record(row) : undefined;
  }

  /** The weights, exactly as they were saved: `damaged` if they are not, `missing` if they are not there. */
  async weights(id: string): Promise<AdapterWeights> {
    const [row, stored] = await this.database.read(
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
    const bytes = await unseal(this.key, placeOf('weights', id), stored);
    if (bytes.byteLength !== record.bytes || (await sha256(bytes)) !== record.sha256)
      throw new StoreError('damaged');
    return { method: record.method, bytes };
  }

  /** The model as it is used: its weights, and the tokens of its neural cache if it has one. Rejects as `weights` does. */
  async model(id: string): Promise<AdapterWeights & { memory?: Int32Array }> {
    const weights = await this.weights(id);
    const row = await this.database.read(['memories'], (transaction) =>
      transaction.objectStore('memories').get(id),
    );
    if (!row) return weights;
    return { ...weights, memory: await unseal(this.key, placeOf('memories', id), row.content) };
  }

  /** Gives it another name: `missing` if it is not there. */
  rename(id: string, name: string): Promise<void> {
    return this.#change(id, (record) => ({ ...record, name }));
  }

  /** Adds what its fall comes from: `missing` if it is not there. */
  explain(id: string, attribution: Attribution): Promise<void> {
    return this.#change(id, (record) =>
      record.run ? { ...record, run: { ...record.run, attribution } } : record,
    );
  }

  /** Deletes record, weights and cached tokens, for good; one that is not there is deleted already. */
  async delete(id: string): Promise<void> {
    await this.database.write(['profiles', 'adapters', 'weights', 'memories'], async (transaction) => {
      await admit(transaction, this.access);
      const store = transaction.objectStore('adapters');
      if (!this.#isMine(await store.get(id))) return;
      await store.delete(id);
      await transaction.objectStore('weights').delete(id);
      await transaction.objectStore('memories').delete(id);
    });
    this.changes.tell();
  }

  /** Changes take turns: each is made to what the one before has left. */
  #change(id: string, change: (record: AdapterRecord) => AdapterRecord): Promise<void> {
    const changed = this.#lastChange.then(async () => {
      const record = await this.get(id);
      if (!record) throw new StoreError('missing');
      const content = await this.#seal('adapters', id, change(record));
      await this.database.write(['profiles', 'adapters'], async (transaction) => {
        await admit(transaction, this.access);
        const store = transaction.objectStore('adapters');
        const row = await store.get(id);
        if (!this.#isMine(row)) throw new StoreError('missing');
        await store.put({ ...row, content });
      });
      this.changes.tell();
    });
    this.#lastChange = changed.catch(() => {});
    return changed;
  }

  #isMine(row: AdapterRow | undefined): row is AdapterRow {
    return row?.profile === this.access.profile;
  }

  async #record({ id, content }: AdapterRow): Promise<AdapterRecord> {
    return upgradeAdapter(await unseal(this.key, placeOf('adapters', id), content));
  }

  #seal<Value>(store: 'adapters' | 'weights' | 'memories', id: string, value: Value) {
    return seal(this.key, placeOf(store, id), value);
  }
}
