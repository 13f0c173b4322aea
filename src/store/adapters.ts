import { forgottenBy, sizeOf, withoutTraced } from '../eval/forgetting';
import type { AdapterWeights } from '../model/adapter';
import { sha256 } from '../model/sha256';
import { type Access, admit, nextOrder, placeOf } from './access';
import type { ChangeChannel } from './change-channel';
import type { Database } from './database';
import { isDamage, naming, StoreError } from './errors';
import { type AdapterRow, AGAIN, LineStore } from './lines';
import { unseal } from './lock';
import type { AdapterFacts, AdapterRecord, Kept, Text } from './schema';
import { firstVersion } from './upgrade';

/** The adapters of a profile. Every method rejects with a `StoreError`. */
export class AdapterStore extends LineStore {
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
      texts.map(async (text) => ({ id: text.id, content: await this.seal('texts', text.id, text) })),
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
    return this.inTurn(async () => {
      const seen = await this.see(async () => [
        ...new Set([id, ...(await this.versions(facts.version?.line ?? id)).map((one) => one.id)]),
      ]);
      const [old, ...others] = await Promise.all(seen.rows.map(({ adapter }) => this.#known(adapter)));
      const traces = forgottenBy([old, ...others].filter((one) => one !== undefined));
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
        if (!(await this.isStill(transaction, seen))) return AGAIN;
        const row = {
          id,
          profile,
          order: seen.rows[0].adapter?.order ?? (await nextOrder(transaction, 'adapters', this.access)),
        };
        await transaction.objectStore('weights').put(sealed.weights, id);
        const memories = transaction.objectStore('memories');
        await (sealed.memory ? memories.put({ ...row, content: sealed.memory }) : memories.delete(id));
        await transaction.objectStore('adapters').put({ ...row, content: sealed.content });
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
      content: await this.seal('adapters', id, record),
      weights: await this.seal('weights', id, bytes),
      memory: model.memory && (await this.seal('memories', id, model.memory.slice())),
    };
  }

  /** The weights, exactly as they were saved: `damaged` if they are not, with the model's name, `missing` if there is no such model. */
  async weights(id: string): Promise<AdapterWeights> {
    const { memory: _, ...weights } = await this.model(id);
    return weights;
  }

  /** The model as it is used: its weights, and the tokens of its neural cache if it has one. Rejects as `weights` does. */
  async model(id: string): Promise<AdapterWeights & { memory?: Int32Array }> {
    const { row, weights, memory } = await this.#together(id);
    if (!this.owns(row)) throw new StoreError('missing');
    const record = await this.record(row);
    return naming(record.name, async () => {
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
      return naming((await this.get(id))?.name, () => Promise.reject(cause));
    }
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

  /** The record of a row of the profile; nothing where it is damaged. */
  async #known(row: AdapterRow | undefined): Promise<AdapterRecord | undefined> {
    try {
      return this.owns(row) ? await this.record(row) : undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return undefined;
    }
  }
}
