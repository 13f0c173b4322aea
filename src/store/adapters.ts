import { forgottenBy, type Run, sizeOf, tracesOf, without, withoutTraced } from '../eval/forgetting';
import type { AdapterWeights } from '../model/adapter';
import type { RunRecord } from '../model/run';
import { sha256 } from '../model/sha256';
import { type Access, admit, isSame, nextOrder, placeOf } from './access';
import type { ChangeChannel } from './change-channel';
import type { Database } from './database';
import { isDamage, StoreError } from './errors';
import { type Stored, seal, unseal } from './lock';
import type { AdapterFacts, AdapterRecord, Kept, MeasuredAgain, Row, Text } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isAdapter } from './sound';
import { type FlatAdapter, firstVersion, type UnversionedAdapter, upgradeAdapter } from './upgrade';

type AdapterRow = Row<UnversionedAdapter | FlatAdapter>;

/** Another tab has changed the model meanwhile: what was read of it holds no longer. */
const AGAIN = Symbol('again');

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
   * cached tokens change together or not at all. What is replaced keeps its place in the list, and what its owner has
   * decided since: another name, that it is in use, and what it has been told to forget. A new version of a model forgets
   * what the others were told to.
   */
  improve<Facts extends AdapterFacts>(
    id: string,
    facts: Facts,
    weights: AdapterWeights,
    given?: Int32Array,
  ): Promise<Facts & Kept> {
    return this.#inTurn(async () => {
      const before = await this.#row(id);
      const old = this.#owns(before) ? await this.#known(before) : undefined;
      const traces = forgottenBy(await this.versions(facts.version?.line ?? id));
      // The new tokens have again what was forgotten.
      const left = given && traces.length > 0 ? withoutTraced(given, traces) : given;
      const memory = left === given || left!.length > 1 ? left : undefined;
      const forgotten = traces.length > 0 && {
        forgotten: sizeOf(given) - sizeOf(memory),
        forgottenTraces: traces,
      };
      const version = facts.version ?? firstVersion(id);
      const decided = {
        ...(old && { name: old.name }),
        ...forgotten,
        version: { ...version, chosen: Math.max(version.chosen, old?.version.chosen ?? 0) },
      };
      const sealed = await this.#sealModel({ facts: { ...facts, ...decided }, weights, memory }, id);
      const { profile } = this.access;
      const stores = ['profiles', 'adapters', 'weights', 'memories'] as const;
      return this.database.write([...stores], async (transaction) => {
        await admit(transaction, this.access);
        const records = transaction.objectStore('adapters');
        const now = await records.get(id);
        if (!isSame(now?.content, before?.content)) return AGAIN;
        const row = {
          id,
          profile,
          order: now?.order ?? (await nextOrder(transaction, 'adapters', this.access)),
        };
        await transaction.objectStore('weights').put(sealed.weights, id);
        const memories = transaction.objectStore('memories');
        await (sealed.memory ? memories.put({ ...row, content: sealed.memory }) : memories.delete(id));
        await records.put({ ...row, content: sealed.content });
        return sealed.record;
      });
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
      version: model.facts.version ?? firstVersion(id),
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

  /** All versions of a model that are left, the newest first. */
  async versions(line: string): Promise<AdapterRecord[]> {
    return (await this.list()).filter(({ version }) => version.line === line);
  }

  /** The record, or nothing if the profile has none of this id. */
  async get(id: string): Promise<AdapterRecord | undefined> {
    const row = await this.#row(id);
    return this.#owns(row) ? this.#record(row) : undefined;
  }

  /** The weights, exactly as they were saved: `damaged` if they are not, with the model's name, `missing` if there is no such model. */
  async weights(id: string): Promise<AdapterWeights> {
    const { memory: _, ...weights } = await this.model(id);
    return weights;
  }

  /** The model as it is used: its weights, and the tokens of its neural cache if it has one. Rejects as `weights` does. */
  async model(id: string): Promise<AdapterWeights & { memory?: Int32Array }> {
    const { row, weights, memory } = await this.#together(id);
    if (!this.#owns(row)) throw new StoreError('missing');
    const record = await this.#record(row);
    return named(record, async () => {
      if (!weights) throw new StoreError('damaged');
      const bytes = await unseal(this.key, placeOf('weights', id), weights);
      if (bytes.byteLength !== record.bytes || (await sha256(bytes)) !== record.sha256)
        throw new StoreError('damaged');
      const tokens = memory && (await unseal(this.key, placeOf('memories', id), memory.content));
      return { method: record.method, bytes, ...(tokens && { memory: tokens }) };
    });
  }

  /** All that is kept of a model at one moment: another tab may improve it between two. */
  async #together(id: string) {
    const stores = ['adapters', 'weights', 'memories'] as const;
    try {
      return await this.database.read([...stores], async (transaction) => ({
        row: (await transaction.objectStore('adapters').get(id)) as AdapterRow | undefined,
        weights: await transaction.objectStore('weights').get(id),
        memory: await transaction.objectStore('memories').get(id),
      }));
    } catch (cause) {
      return named(await this.get(id), () => Promise.reject(cause));
    }
  }

  /** Gives all versions of a model another name: `missing` if this one is not there. */
  async rename(id: string, name: string): Promise<void> {
    for (const one of await this.#lineOf(id)) await this.#change(one.id, (record) => ({ ...record, name }));
  }

  /** Takes a version of a model into use, instead of another one: `missing` if it is not there. */
  async choose(id: string): Promise<void> {
    const highest = Math.max(...(await this.#lineOf(id)).map(({ version }) => version.chosen));
    return this.#change(id, (record) => ({
      ...record,
      version: { ...record.version, chosen: highest + 1 },
    }));
  }

  /** Adds what was found out since it was kept, or was measured again: `missing` if it is not there. */
  explain(id: string, found: Pick<RunRecord, 'attribution' | 'nextWord'> | MeasuredAgain): Promise<void> {
    return this.#change(id, (record) =>
      record.run ? { ...record, run: { ...record.run, ...found } } : record,
    );
  }

  /**
   * Takes `runs` of tokens out of its neural cache for good, wherever they stand there, and out of those of its other
   * versions: `missing` if it is not there. Nothing is left of a cache where nothing is left to be predicted.
   */
  async forget(id: string, runs: readonly Run[]): Promise<void> {
    for (const one of await this.#lineOf(id)) await this.#forget(one.id, runs);
  }

  #forget(id: string, runs: readonly Run[]): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.#together(id);
      if (!this.#owns(before.row)) throw new StoreError('missing');
      if (!before.memory) return;
      const record = await this.#record(before.row);
      const content = before.memory.content as Stored<Int32Array>;
      const memory = await named(record, () => unseal(this.key, placeOf('memories', id), content));
      const left = without(memory, runs);
      const taken = sizeOf(memory) - sizeOf(left);
      if (taken === 0) return;
      const total = (record.forgotten ?? 0) + taken;
      const forgottenTraces = [...new Set([...(record.forgottenTraces ?? []), ...tracesOf(runs)])];
      const changed = await this.#seal('adapters', id, { ...record, forgotten: total, forgottenTraces });
      const rest = await this.#seal('memories', id, left);
      return this.database.write(['profiles', 'adapters', 'memories'], async (transaction) => {
        await admit(transaction, this.access);
        const [adapters, memories] = [
          transaction.objectStore('adapters'),
          transaction.objectStore('memories'),
        ];
        const [row, kept] = [await adapters.get(id), await memories.get(id)];
        if (!row || !isSame(row.content, before.row?.content) || !isSame(kept?.content, content))
          return AGAIN;
        await adapters.put({ ...row, content: changed });
        if (left.length > 1) await memories.put({ ...kept!, content: rest });
        else await memories.delete(id);
      });
    });
  }

  /** Deletes record, weights and cached tokens, for good, all together; one that is not there is deleted already. */
  async delete(...ids: string[]): Promise<void> {
    await this.database.write(['profiles', 'adapters', 'weights', 'memories'], async (transaction) => {
      await admit(transaction, this.access);
      for (const id of ids) {
        if (!(await this.isMine(transaction, 'adapters', id))) continue;
        await transaction.objectStore('adapters').delete(id);
        await transaction.objectStore('weights').delete(id);
        await transaction.objectStore('memories').delete(id);
      }
    });
    this.changes.tell();
  }

  /** All versions of a model, this one first: `missing` if it is not there. */
  async #lineOf(id: string): Promise<AdapterRecord[]> {
    const row = await this.#row(id);
    if (!this.#owns(row)) throw new StoreError('missing');
    const record = await this.#record(row);
    return [record, ...(await this.versions(record.version.line)).filter((one) => one.id !== id)];
  }

  #change(id: string, change: (record: AdapterRecord) => AdapterRecord): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.#row(id);
      if (!this.#owns(before)) throw new StoreError('missing');
      const content = await this.#seal('adapters', id, change(await this.#record(before)));
      return this.database.write(['profiles', 'adapters'], async (transaction) => {
        await admit(transaction, this.access);
        const store = transaction.objectStore('adapters');
        const row = await store.get(id);
        if (!this.#owns(row)) throw new StoreError('missing');
        if (!isSame(row.content, before.content)) return AGAIN;
        await store.put({ ...row, content });
      });
    });
  }

  /** Changes take turns: each is made to what the one before has left, here or in another tab. */
  #inTurn<Result>(change: () => Promise<Result | typeof AGAIN>): Promise<Result> {
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

  #row(id: string): Promise<AdapterRow | undefined> {
    return this.database.read(['adapters'], (transaction) => transaction.objectStore('adapters').get(id));
  }

  #owns(row: AdapterRow | undefined): row is AdapterRow {
    return row?.profile === this.access.profile;
  }

  /** The record of a row that is to be written over; nothing where it is damaged. */
  async #known(row: AdapterRow): Promise<AdapterRecord | undefined> {
    try {
      return await this.#record(row);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return undefined;
    }
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
