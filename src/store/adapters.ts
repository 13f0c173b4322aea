import { without } from '../eval/memory-passage';
import type { AdapterWeights } from '../model/adapter';
import type { Attribution } from '../model/run';
import { sha256 } from '../model/sha256';
import { type Access, admit, isSame, nextOrder, placeOf, type Writing } from './access';
import type { ChangeChannel } from './change-channel';
import type { Database } from './database';
import { isDamage, StoreError } from './errors';
import { seal, unseal } from './lock';
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
   * may have given it since. If its owner has taken tokens out of its cache, what is left of that cache stays: it is not
   * known which of the new tokens say the same.
   */
  improve<Facts extends AdapterFacts>(
    id: string,
    facts: Facts,
    weights: AdapterWeights,
    memory?: Int32Array,
  ): Promise<Facts & Kept> {
    return this.#inTurn(async () => {
      let kept: (Facts & Kept) | undefined;
      while (!kept) kept = await this.#improveOnce(id, facts, weights, memory);
      this.changes.tell();
      return kept;
    });
  }

  /** Nothing where another tab has changed the model meanwhile. */
  async #improveOnce<Facts extends AdapterFacts>(
    id: string,
    facts: Facts,
    weights: AdapterWeights,
    given?: Int32Array,
  ): Promise<(Facts & Kept) | undefined> {
    const row = await this.#row(id);
    const old = row && (await this.#record(row));
    const isCut = given !== undefined && old?.forgotten !== undefined;
    const memory = isCut ? await named(old, () => this.#memory(id)) : given;
    const forgotten = isCut && { forgotten: given.length - (memory?.length ?? 0) };
    const known = { ...(old && { name: old.name }), ...forgotten };
    const sealed = await this.#sealModel({ facts: { ...facts, ...known }, weights, memory }, id);
    const { profile } = this.access;
    const isWritten = await this.#writeOver(id, row, async (transaction) => {
      const order = row?.order ?? (await nextOrder(transaction, 'adapters', this.access));
      const place = { id, profile, order };
      await transaction.objectStore('weights').put(sealed.weights, id);
      if (sealed.memory) await transaction.objectStore('memories').put({ ...place, content: sealed.memory });
      else await transaction.objectStore('memories').delete(id);
      await transaction.objectStore('adapters').put({ ...place, content: sealed.content });
    });
    return isWritten ? sealed.record : undefined;
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
    const row = await this.#row(id);
    return row && this.#record(row);
  }

  /** The weights, exactly as they were saved: `damaged` if they are not, with the model's name, `missing` if there is no such model. */
  weights(id: string): Promise<AdapterWeights> {
    return this.#opened(id, (record) => this.#weights(record));
  }

  /** The model as it is used: its weights, and the tokens of its neural cache if it has one. Rejects as `weights` does. */
  model(id: string): Promise<AdapterWeights & { memory?: Int32Array }> {
    return this.#opened(id, async (record) => {
      const weights = await this.#weights(record);
      const memory = await this.#memory(id);
      return { ...weights, ...(memory && { memory }) };
    });
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
    return this.#inTurn(async () => {
      while (!(await this.#forgetOnce(id, passage)));
      this.changes.tell();
    });
  }

  /** False where another tab has changed the model meanwhile. */
  async #forgetOnce(id: string, passage: readonly number[]): Promise<boolean> {
    const row = await this.#row(id);
    if (!row) throw new StoreError('missing');
    const record = await this.#record(row);
    const memory = await named(record, () => this.#memory(id));
    if (!memory) return true;
    const left = without(memory, passage);
    if (left.length === memory.length) return true;
    const total = (record.forgotten ?? 0) + memory.length - left.length;
    const content = await this.#seal('adapters', id, { ...record, forgotten: total });
    const rest = await this.#seal('memories', id, left);
    const { order, profile } = row;
    return this.#writeOver(id, row, async (transaction) => {
      await transaction.objectStore('adapters').put({ ...row, content });
      const memories = transaction.objectStore('memories');
      if (left.length > 1) await memories.put({ id, profile, order, content: rest });
      else await memories.delete(id);
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
      while (!(await this.#changeOnce(id, change)));
      this.changes.tell();
    });
  }

  /** False where another tab has changed the model meanwhile. */
  async #changeOnce(id: string, change: (record: AdapterRecord) => AdapterRecord): Promise<boolean> {
    const row = await this.#row(id);
    if (!row) throw new StoreError('missing');
    const content = await this.#seal('adapters', id, change(await this.#record(row)));
    return this.#writeOver(id, row, async (transaction) => {
      await transaction.objectStore('adapters').put({ ...row, content });
    });
  }

  /** Writes in the place of `read`, which was made of what was read before; false where another tab was faster. */
  #writeOver(
    id: string,
    read: AdapterRow | undefined,
    write: (transaction: Writing) => Promise<void>,
  ): Promise<boolean> {
    return this.database.write(['profiles', 'adapters', 'weights', 'memories'], async (transaction) => {
      await admit(transaction, this.access);
      const row = await transaction.objectStore('adapters').get(id);
      if (!isSame(row?.content, read?.content)) return false;
      await write(transaction);
      return true;
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

  /** The profile's row of this id, if it has one. */
  async #row(id: string): Promise<AdapterRow | undefined> {
    const row = await this.database.read(['adapters'], (transaction) =>
      transaction.objectStore('adapters').get(id),
    );
    return row?.profile === this.access.profile ? row : undefined;
  }

  /** What `open` makes of a record; once more where another tab has put a better model in its place meanwhile. */
  async #opened<Result>(id: string, open: (record: AdapterRecord) => Promise<Result>): Promise<Result> {
    for (;;) {
      const record = await this.get(id);
      if (!record) throw new StoreError('missing');
      const [opened] = await Promise.allSettled([named(record, () => open(record))]);
      const now = await this.get(id);
      if (now?.sha256 !== record.sha256) continue;
      if (opened.status === 'rejected') throw opened.reason;
      return opened.value;
    }
  }

  async #weights({ id, method, bytes, sha256: told }: AdapterRecord): Promise<AdapterWeights> {
    const stored = await this.database.read(['weights'], (transaction) =>
      transaction.objectStore('weights').get(id),
    );
    if (!stored) throw new StoreError('damaged');
    const opened = await unseal(this.key, placeOf('weights', id), stored);
    if (opened.byteLength !== bytes || (await sha256(opened)) !== told) throw new StoreError('damaged');
    return { method, bytes: opened };
  }

  async #memory(id: string): Promise<Int32Array | undefined> {
    const row = await this.database.read(['memories'], (transaction) =>
      transaction.objectStore('memories').get(id),
    );
    return row && unseal(this.key, placeOf('memories', id), row.content);
  }

  async #record({ id, content }: AdapterRow): Promise<AdapterRecord> {
    return upgradeAdapter(await unseal(this.key, placeOf('adapters', id), content));
  }

  #seal<Value>(store: 'adapters' | 'weights' | 'memories' | 'texts', id: string, value: Value) {
    return seal(this.key, placeOf(store, id), value);
  }
}

/** Puts the name of a model into the error of a part of it that is damaged: there may be many. */
async function named<Result>(record: AdapterRecord, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!isDamage(cause)) throw cause;
    throw new StoreError('damaged', { cause, details: { name: record.name } });
  }
}
