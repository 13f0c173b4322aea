import type { IDBPTransaction, StoreNames } from 'idb';
import { type Run, sizeOf, tracesOf, without } from '../eval/forgetting';
import type { RunRecord } from '../model/run';
import { admit, isSame, placeOf, rowsOf, type Writing } from './access';
import { naming, StoreError } from './errors';
import { seal, unseal } from './lock';
import type { AdapterRecord, MeasuredAgain, Row, Schema } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isAdapter } from './sound';
import { type FlatAdapter, type UnversionedAdapter, upgradeAdapter } from './upgrade';

export type AdapterRow = Row<UnversionedAdapter | FlatAdapter>;

/** Another tab has changed something meanwhile: what was read of it holds no longer. */
export const AGAIN = Symbol('again');

/** What a change is made to: a version of a model, with the tokens of its neural cache where they are read too. */
interface Version {
  record: AdapterRecord;
  memory?: Int32Array;
}

/** Rows as they lay when they were read, and which models the profile had before. */
interface Seen {
  keys: string[];
  rows: {
    id: string;
    adapter: AdapterRow | undefined;
    memory: Schema['memories']['value'] | undefined;
  }[];
  withMemories: boolean;
}

/**
 * The models of a profile as lines of versions, and what is changed of them after they were kept. A change is made to all
 * versions that it is for, or to none.
 */
export abstract class LineStore extends ShelfStore<AdapterRecord> {
  #lastChange: Promise<void> = Promise.resolve();

  /** The records, the newest first. */
  async look(): Promise<Listed<AdapterRecord>> {
    const { items, damaged } = await this.openRows('adapters', upgradeAdapter, isAdapter);
    return { items: items.reverse(), damaged };
  }

  /** All versions of a model that are left, the newest first. */
  async versions(line: string): Promise<AdapterRecord[]> {
    return (await this.list()).filter(({ version }) => version.line === line);
  }

  /** The record, or nothing if the profile has none of this id. */
  async get(id: string): Promise<AdapterRecord | undefined> {
    const row = await this.row(id);
    return this.owns(row) ? this.record(row) : undefined;
  }

  /** Gives all versions of a model another name: `missing` if this one is not there. */
  rename(id: string, name: string): Promise<void> {
    return this.#change(
      () => this.#lineOf(id),
      (versions) => versions.map(({ record }) => ({ record: { ...record, name } })),
    );
  }

  /** Takes a version of a model into use, instead of another one: `missing` if it is not there. */
  choose(id: string): Promise<void> {
    return this.#change(
      () => this.#lineOf(id),
      ([{ record }, ...others]) => {
        const { version } = record;
        const highest = Math.max(version.chosen, ...others.map((other) => other.record.version.chosen));
        return [{ record: { ...record, version: { ...version, chosen: highest + 1 } } }];
      },
    );
  }

  /** Adds what was found out since it was kept, or was measured again: `missing` if it is not there. */
  explain(id: string, found: Pick<RunRecord, 'attribution' | 'nextWord'> | MeasuredAgain): Promise<void> {
    const cache = 'cache' in found ? found.cache : undefined;
    return this.#change(
      async () => [id],
      ([{ record, memory }]) => {
        if (!record.run) return [];
        const run = { ...record.run, ...found };
        // A cache that was measured again has no longer what was forgotten before.
        const forgotten = cache && { forgotten: Math.max(0, cache.tokens - (memory?.length ?? 0)) };
        return [{ record: { ...record, run, ...forgotten }, memory }];
      },
      cache !== undefined,
    );
  }

  /**
   * Takes `runs` of tokens out of its neural cache for good, wherever they stand there, and out of those of its other
   * versions: `missing` if it is not there. Nothing is left of a cache where nothing is left to be predicted.
   */
  forget(id: string, runs: readonly Run[]): Promise<void> {
    const forgotten = ({ record, memory }: Version) => {
      const left = memory && without(memory, runs);
      return { record, memory: left, taken: sizeOf(memory) - sizeOf(left) };
    };
    return this.#change(
      () => this.#lineOf(id),
      (versions) => {
        const after = versions.map(forgotten);
        if (after.every(({ taken }) => taken === 0)) return [];
        // A version that never had it knows of it too: the others may be deleted before the next one is made.
        return after.map(({ record, memory, taken }) => ({
          record: {
            ...record,
            ...(taken > 0 && { forgotten: (record.forgotten ?? 0) + taken }),
            forgottenTraces: [...new Set([...(record.forgottenTraces ?? []), ...tracesOf(runs)])],
          },
          memory,
        }));
      },
      true,
    );
  }

  /** Changes take turns: each is made to what the one before has left, here or in another tab. */
  protected inTurn<Result>(change: () => Promise<Result | typeof AGAIN>): Promise<Result> {
    const changed = this.#lastChange.then(async () => {
      let result = await change();
      while (result === AGAIN) result = await change();
      this.changes.tell();
      return result;
    });
    this.#lastChange = changed.then(
      () => {},
      () => {},
    );
    return changed;
  }

  /** The rows that `ids` gives, as they lie at one moment. */
  protected async see(ids: () => Promise<string[]>, withMemories = false): Promise<Seen> {
    const keys = await this.database.read(['adapters'], (transaction) => this.#keys(transaction));
    const wanted = await ids();
    try {
      const seen = await this.database.read(['adapters', 'memories'], async (transaction) => ({
        keys: await this.#keys(transaction),
        rows: await Promise.all(
          wanted.map(async (id) => ({
            id,
            adapter: await transaction.objectStore('adapters').get(id),
            memory: withMemories ? await transaction.objectStore('memories').get(id) : undefined,
          })),
        ),
        withMemories,
      }));
      // Otherwise others may belong to the model by now.
      return isSame(seen.keys, keys) ? seen : this.see(ids, withMemories);
    } catch (cause) {
      // All of them share a name.
      return naming((await this.get(wanted[0]))?.name, () => Promise.reject(cause));
    }
  }

  /** Whether what was seen lies there as it did, and no model was added or deleted. */
  protected async isStill(transaction: Writing, { keys, rows, withMemories }: Seen): Promise<boolean> {
    const adapters = transaction.objectStore('adapters');
    if (!isSame(await this.#keys(transaction), keys)) return false;
    for (const { id, adapter, memory } of rows) {
      if (!isSame((await adapters.get(id))?.content, adapter?.content)) return false;
      if (!withMemories) continue;
      if (!isSame((await transaction.objectStore('memories').get(id))?.content, memory?.content))
        return false;
    }
    return true;
  }

  /** Ids of all models of the profile. */
  #keys(transaction: IDBPTransaction<Schema, StoreNames<Schema>[], IDBTransactionMode>): Promise<string[]> {
    return transaction.objectStore('adapters').index('profile').getAllKeys(rowsOf(this.access.profile));
  }

  /** Makes `change` to the versions of these ids, all of it or nothing; it gives those that it changes. */
  #change(
    ids: () => Promise<string[]>,
    change: (versions: Version[]) => Version[],
    withMemories = false,
  ): Promise<void> {
    return this.inTurn(async () => {
      const seen = await this.see(ids, withMemories);
      const changed = change(await Promise.all(seen.rows.map((row) => this.#version(row))));
      const sealed = await Promise.all(
        changed.map(async ({ record, memory }) => ({
          id: record.id,
          content: await this.seal('adapters', record.id, record),
          memory: memory && memory.length > 1 ? await this.seal('memories', record.id, memory) : undefined,
        })),
      );
      return this.database.write(['profiles', 'adapters', 'memories'], async (transaction) => {
        await admit(transaction, this.access);
        if (!(await this.isStill(transaction, seen))) return AGAIN;
        const memories = transaction.objectStore('memories');
        for (const { id, content, memory } of sealed) {
          const row = seen.rows.find((one) => one.id === id)!;
          await transaction.objectStore('adapters').put({ ...row.adapter!, content });
          if (memory) await memories.put({ ...row.memory!, content: memory });
          else if (row.memory) await memories.delete(id);
        }
      });
    });
  }

  /** A version as it was seen: `missing` if it is not the profile's. */
  async #version({ id, adapter, memory }: Seen['rows'][number]): Promise<Version> {
    if (!this.owns(adapter)) throw new StoreError('missing');
    const record = await this.record(adapter);
    if (!memory) return { record };
    const opened = await naming(record.name, () => unseal(this.key, placeOf('memories', id), memory.content));
    return { record, memory: opened };
  }

  /** The ids of all versions of a model, this one first: `missing` if it is not there. */
  async #lineOf(id: string): Promise<string[]> {
    const record = await this.get(id);
    if (!record) throw new StoreError('missing');
    return [...new Set([id, ...(await this.versions(record.version.line)).map((one) => one.id)])];
  }

  protected row(id: string): Promise<AdapterRow | undefined> {
    return this.database.read(['adapters'], (transaction) => transaction.objectStore('adapters').get(id));
  }

  protected owns(row: AdapterRow | undefined): row is AdapterRow {
    return row?.profile === this.access.profile;
  }

  protected async record({ id, content }: AdapterRow): Promise<AdapterRecord> {
    return upgradeAdapter(await unseal(this.key, placeOf('adapters', id), content));
  }

  protected seal<Value>(store: 'adapters' | 'weights' | 'memories' | 'texts', id: string, value: Value) {
    return seal(this.key, placeOf(store, id), value);
  }
}
