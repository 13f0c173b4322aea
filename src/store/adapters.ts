import type { AdapterWeights } from '../model/adapter';
import { sha256 } from '../model/sha256';
import type { Database } from './database';
import { StoreError } from './errors';
import type { AdapterFacts, AdapterRecord } from './schema';

/** The adapters kept in this browser. Every method rejects with a `StoreError`. */
export class AdapterStore {
  readonly #database: Database;
  readonly #news: BroadcastChannel;

  constructor(database: Database) {
    this.#database = database;
    this.#news = new BroadcastChannel(channelName(database));
  }

  /** Keeps an adapter under a new id, record and weights together or not at all; resolves when they are on disk. */
  async save(facts: AdapterFacts, weights: AdapterWeights): Promise<AdapterRecord> {
    // A view would be stored with the whole of its buffer.
    const bytes =
      weights.bytes.byteLength === weights.bytes.buffer.byteLength ? weights.bytes : weights.bytes.slice();
    const record: AdapterRecord = {
      ...facts,
      id: crypto.randomUUID(),
      createdAt: Date.now(),
      method: weights.method,
      bytes: bytes.byteLength,
      sha256: await sha256(bytes),
    };
    await this.#database.write(['adapters', 'weights'], async (transaction) => {
      await transaction.objectStore('weights').add(bytes, record.id);
      await transaction.objectStore('adapters').add(record);
    });
    this.#tell();
    return record;
  }

  /** All records, the newest first. */
  async list(): Promise<AdapterRecord[]> {
    const records = await this.#database.read(['adapters'], (transaction) =>
      transaction.objectStore('adapters').index('createdAt').getAll(),
    );
    return records.reverse();
  }

  /** The record, or nothing if there is none. */
  get(id: string): Promise<AdapterRecord | undefined> {
    return this.#database.read(['adapters'], (transaction) => transaction.objectStore('adapters').get(id));
  }

  /** The weights, exactly as they were saved: `damaged` if they are not, `missing` if they are not there. */
  async weights(id: string): Promise<AdapterWeights> {
    const [record, bytes] = await this.#database.read(
      ['adapters', 'weights'],
      async (transaction) =>
        [
          await transaction.objectStore('adapters').get(id),
          await transaction.objectStore('weights').get(id),
        ] as const,
    );
    if (!record) throw new StoreError('missing');
    if (!bytes || bytes.byteLength !== record.bytes || (await sha256(bytes)) !== record.sha256)
      throw new StoreError('damaged');
    return { method: record.method, bytes };
  }

  /** Gives it another name: `missing` if it is not there. */
  async rename(id: string, name: string): Promise<void> {
    await this.#database.write(['adapters'], async (transaction) => {
      const store = transaction.objectStore('adapters');
      const record = await store.get(id);
      if (!record) throw new StoreError('missing');
      await store.put({ ...record, name });
    });
    this.#tell();
  }

  /** Deletes record and weights, for good; one that is not there is deleted already. */
  async delete(id: string): Promise<void> {
    await this.#database.write(['adapters', 'weights'], async (transaction) => {
      await transaction.objectStore('adapters').delete(id);
      await transaction.objectStore('weights').delete(id);
    });
    this.#tell();
  }

  /** Calls `onChange` after every change of the list, in this tab or another; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    // A channel never hears itself, so each listener has its own.
    const channel = new BroadcastChannel(channelName(this.#database));
    channel.onmessage = () => onChange();
    return () => channel.close();
  }

  close(): void {
    this.#news.close();
  }

  #tell(): void {
    this.#news.postMessage('changed');
  }
}

function channelName(database: Database): string {
  return `${database.name}-adapters`;
}
