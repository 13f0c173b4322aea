import { without } from '../eval/memory-passage';
import type { AdapterWeights } from '../model/adapter';
import type { Attribution } from '../model/run';
import { sha256 } from '../model/sha256';
import { type Access, admit, isSame, nextOrder, placeOf } from './access';
import type { ChangeChannel } from './change-channel';
import type { Database } from './database';
import { isDamage, StoreError } from './errors';
import { type Stored, seal, unseal } from './lock';
import type { AdapterFacts, AdapterRecord, Kept, Row, Text } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isAdapter } from './sound';
import { type FlatAdapter, upgradeAdapter } from './upgrade';

type AdapterRow = Row<AdapterRecord | FlatAdapter>;

/** The adapters of a profile. Every method rejects with a `StoreError`. */
export class AdapterStore extends ShelfStore<AdapterRecord> {
  #lastChange: Promise<void> = Promise.resolve();
  readonly #ofTexts: ChangeChannel;

  /** `ofTexts` hears of texts that are kept together with adapters. */
  constructor(database: Database, access: Access, changes: ChangeChannel, ofTexts: ChangeChannel) {
    super(database, access, changes);
    this.#ofTexts = ofTexts;
  }

  /**
   * Keeps an adapter under a new id: record, weights and the token ids of its neural cache, together or not at all. Resolves
   * when they are on disk.
   */
  async save<Facts extends AdapterFacts>(
    facts: Facts,
    weights: AdapterWeights,
    memory?: Int32Array,
  ): Promise<Facts & Kept> {
    const [record] = await this.saveAll([{ facts, weights, ...(memory && { memory }) }]);
    return record;
  }

  /** Keeps several adapters as `save` does, in their order, and texts after all others: all of it or nothing. */
  async saveAll<Facts extends AdapterFacts>(
    models: readonly { facts: Facts; weights: AdapterWeights; memory?: Int32Array }[],
    texts: readonly Text[] = [],
  ): Promise<(Facts & Kept)[]> {
    const sealedModels = await Promise.all(models.map((model) => this.#sealModel(model)));
    const sealedTexts = await Promise.all(
      texts.map(async (text) => ({ id: text.id, content: await this.#seal('texts', text.id, text) })),
    );
    const { profile } = this.access;
    const stores = ['profiles', 'adapters', 'weights', 'memories', 'texts'] as const;
    await this.database.write([...stores], async (transaction) => {
      await admit(transaction, this.access);
      let order = await nextOrder(transaction, 'adapters', this.access);
      for (const { record, content, weights, memory } of sealedModels) {
        const row = { id: record.id, profile, order: order++ };
        await transaction.objectStore('weights').add(weights, record.id);
        if (memory) await transaction.objectStore('memories').add({ ...row, content: memory });
        await transaction.objectStore('adapters').add({ ...row, content });
      }
      let place = await nextOrder(transaction, 'texts', this.access);
      for (const { id, content } of sealedTexts)
        await transaction.objectStore('texts').add({ id, profile, order: place++, content });
    });
    if (models.length > 0) this.changes.tell();
    if (texts.length > 0) this.#ofTexts.tell();
    return sealedModels.map(({ record }) => record);
  }

  /**
   * Keeps an adapter under an id that the caller chose, as new or in the place of what is kept there: record, weights and
   * cached tokens change together or not at all. What is replaced keeps its place in the list, and the name that its owner
   * may have given it since.
   */
  improve<Facts extends AdapterFacts>(
    id: string,
    facts: Facts,
    weights: AdapterWeights,
    memory?: Int32Array,
  ): Promise<Facts & Kept> {
    return this.#inTurn(async () => {
      const old = await this.get(id);
      const model = { facts: { ...facts, ...(old && { name: old.name }) }, weights, memory };
      const sealed = await this.#sealModel(model, id);
      const { profile } = this.access;
      const stores = ['profiles', 'adapters', 'weights', 'memories'] as const;
      await this.database.write([...stores], async (transaction) => {
        await admit(transaction, this.access);
        const records = transaction.objectStore('adapters');
        const order =
          (await records.get(id))?.order ?? (await nextOrder(transaction, 'adapters', this.access));
        const row = { id, profile, order };
        await transaction.objectStore('weights').put(sealed.weights, id);
        if (sealed.memory) await transaction.objectStore('memories').put({ ...row, content: sealed.memory });
        else await transaction.objectStore('memories').delete(id);
        await records.put({ ...row, content: sealed.content });
      });
      this.changes.tell();
      return sealed.record;
    });
  }

  async #sealModel<Facts extends AdapterFacts>(
    model: { facts: Facts; weights: AdapterWeights; memory?: Int32Array },
    id: string = crypto.randomUUID(),
  ) {
    const { method, bytes: view } = model.weights;
    // A view would be stored with the whole of its buffer.
    const bytes = view.byteLength === view.buffer.byteLength ? view : view.slice();
    const record = {
      ...model.facts,
      id,
      createdAt: Date.now(),
      method,
      bytes: bytes.byteLength,
      sha256: await sha256(bytes),
    };
    return {
      record,
      content: await this.#seal('adapters', id, record),
      weights: await this.#seal('weights', id, bytes),
      memory: model.memory && (await this.#seal('memories', id, model.memory.slice())),
    };
  }

  /** The records, the newest first. */
  async look(): Promise<Listed<AdapterRecord>> {
    const { items, damaged } = await this.openRows('adapters', upgradeAdapter, isAdapter);
    return { items: items.reverse(), damaged };
  }

  /** The record, or nothing if the profile has none of this id. */
  async get(id: string): Promise<AdapterRecord | undefined> {
    const row = await this.database.read(['adapters'], (transaction) =>
      transaction.objectStore('adapters').get(id),
    );
    return this.#owns(row) ? this.#record(row) : undefined;
  }

  /** The weights, exactly as they were saved: `damaged` if they are not, with the model's name, `missing` if there is no such model. */
  async weights(id: string): Promise<AdapterWeights> {
    const record = await this.get(id);
    if (!record) throw new StoreError('missing');
    const bytes = await named(record, async () => {
      const stored = await this.database.read(['weights'], (transaction) =>
        transaction.objectStore('weights').get(id),
      );
      // Another tab may have deleted it meanwhile.
      if (!stored) throw new StoreError((await this.get(id)) ? 'damaged' : 'missing');
      const opened = await unseal(this.key, placeOf('weights', id), stored);
      if (opened.byteLength !== record.bytes || (await sha256(opened)) !== record.sha256)
        throw new StoreError('damaged');
      return opened;
    });
    return { method: record.method, bytes };
  }

  /** The model as it is used: its weights, and the tokens of its neural cache if it has one. Rejects as `weights` does. */
  async model(id: string): Promise<AdapterWeights & { memory?: Int32Array }> {
    const weights = await this.weights(id);
    const record = await this.get(id);
    const memory = await named(record, async () => {
      const row = await this.database.read(['memories'], (transaction) =>
        transaction.objectStore('memories').get(id),
      );
      return row && unseal(this.key, placeOf('memories', id), row.content);
    });
    return { ...weights, ...(memory && { memory }) };
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

  /**
   * Takes `passage`, tokens in a row, out of its neural cache for good, wherever it stands there: `missing` if it is not there.
   * Nothing is left of the cache where nothing is left to be predicted.
   */
  forget(id: string, passage: readonly number[]): Promise<void> {
    const forgotten = this.#lastChange.then(async () => {
      while (!(await this.#forgetOnce(id, passage)));
      this.changes.tell();
    });
    this.#lastChange = forgotten.catch(() => {});
    return forgotten;
  }

  /** False where another tab has changed the model meanwhile. */
  async #forgetOnce(id: string, passage: readonly number[]): Promise<boolean> {
    const read = (store: 'adapters' | 'memories') =>
      this.database.read([store], (transaction) => transaction.objectStore(store).get(id));
    const rows = {
      adapter: (await read('adapters')) as AdapterRow | undefined,
      memory: await read('memories'),
    };
    if (!this.#owns(rows.adapter)) throw new StoreError('missing');
    if (!rows.memory) return true;
    const record = await this.#record(rows.adapter);
    const content = rows.memory.content as Stored<Int32Array>;
    const memory = await named(record, () => unseal(this.key, placeOf('memories', id), content));
    const left = without(memory, passage);
    if (left.length === memory.length) return true;
    const total = (record.forgotten ?? 0) + memory.length - left.length;
    const changed = await this.#seal('adapters', id, { ...record, forgotten: total });
    const rest = await this.#seal('memories', id, left);
    return this.database.write(['profiles', 'adapters', 'memories'], async (transaction) => {
      await admit(transaction, this.access);
      const [adapters, memories] = [transaction.objectStore('adapters'), transaction.objectStore('memories')];
      const [row, kept] = [await adapters.get(id), await memories.get(id)];
      if (!row || !isSame(row.content, rows.adapter!.content) || !isSame(kept?.content, content))
        return false;
      await adapters.put({ ...row, content: changed });
      if (left.length > 1) await memories.put({ ...kept!, content: rest });
      else await memories.delete(id);
      return true;
    });
  }

  /** Deletes record, weights and cached tokens, for good; one that is not there is deleted already. */
  async delete(id: string): Promise<void> {
    await this.database.write(['profiles', 'adapters', 'weights', 'memories'], async (transaction) => {
      await admit(transaction, this.access);
      if (!(await this.isMine(transaction, 'adapters', id))) return;
      await transaction.objectStore('adapters').delete(id);
      await transaction.objectStore('weights').delete(id);
      await transaction.objectStore('memories').delete(id);
    });
    this.changes.tell();
  }

  #change(id: string, change: (record: AdapterRecord) => AdapterRecord): Promise<void> {
    return this.#inTurn(async () => {
      const record = await this.get(id);
      if (!record) throw new StoreError('missing');
      const content = await this.#seal('adapters', id, change(record));
      await this.database.write(['profiles', 'adapters'], async (transaction) => {
        await admit(transaction, this.access);
        const store = transaction.objectStore('adapters');
        const row = await store.get(id);
        if (!this.#owns(row)) throw new StoreError('missing');
        await store.put({ ...row, content });
      });
      this.changes.tell();
    });
  }

  /** Changes take turns: each is made to what the one before has left. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#lastChange.then(change);
    this.#lastChange = changed.then(
      () => {},
      () => {},
    );
    return changed;
  }

  #owns(row: AdapterRow | undefined): row is AdapterRow {
    return row?.profile === this.access.profile;
  }

  async #record({ id, content }: AdapterRow): Promise<AdapterRecord> {
    return upgradeAdapter(await unseal(this.key, placeOf('adapters', id), content));
  }

  #seal<Value>(store: 'adapters' | 'weights' | 'memories' | 'texts', id: string, value: Value) {
    return seal(this.key, placeOf(store, id), value);
  }
}

/** Puts the name of a model into the error of a part of it that is damaged: there may be many. */
async function named<Result>(
  record: AdapterRecord | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!record || !isDamage(cause)) throw cause;
    throw new StoreError('damaged', { cause, details: { name: record.name } });
  }
}
