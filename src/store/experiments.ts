import { admit, nextOrder, placeOf } from './access';
import { currentRecord } from './experiment-versions';
import { seal, unseal } from './lock';
import type { CellResult, ExperimentRecord } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isExperiment } from './sound';

/** The experiments of a profile, finished or not. Every method rejects with a `StoreError`. */
export class ExperimentStore extends ShelfStore<ExperimentRecord> {
  /** The one begun last first. */
  async look(): Promise<Listed<ExperimentRecord>> {
    const { items, damaged } = await this.openRows('experiments', currentRecord, isExperiment);
    return { items: items.reverse(), damaged };
  }

  /** Keeps a record in the place of the one with the same id, and with it a part's result, together or not at all. */
  async put(record: ExperimentRecord, part?: CellResult): Promise<void> {
    const { id } = record;
    const content = await seal(this.key, placeOf('experiments', id), record);
    const resultId = crypto.randomUUID();
    const result = part && (await seal(this.key, placeOf('results', resultId), part));
    const { profile } = this.access;
    await this.database.write(['profiles', 'experiments', 'results'], async (transaction) => {
      await admit(transaction, this.access);
      const store = transaction.objectStore('experiments');
      const order =
        (await store.get(id))?.order ?? (await nextOrder(transaction, 'experiments', this.access));
      await store.put({ id, profile, order, content });
      if (!result) return;
      const next = await nextOrder(transaction, 'results', this.access);
      const row = { id: resultId, experiment: id, profile, order: next, content: result };
      await transaction.objectStore('results').add(row);
    });
    this.changes.tell();
  }

  /** What the parts of an experiment that are finished came to, by their ids, in the order in which they were. */
  async results(id: string): Promise<Map<string, unknown>> {
    const rows = await this.database.read(['results'], (transaction) =>
      transaction.objectStore('results').index('experiment').getAll(id),
    );
    const mine = rows
      .filter(({ profile }) => profile === this.access.profile)
      .sort((a, b) => a.order - b.order);
    const parts = await Promise.all(
      mine.map((row) => unseal(this.key, placeOf('results', row.id), row.content)),
    );
    return new Map(parts.map(({ cell, result }) => [cell, result]));
  }

  /** Deletes an experiment with its results, for good; one that is not there is deleted already. */
  async delete(id: string): Promise<void> {
    await this.database.write(['profiles', 'experiments', 'results'], async (transaction) => {
      await admit(transaction, this.access);
      if (!(await this.isMine(transaction, 'experiments', id))) return;
      await transaction.objectStore('experiments').delete(id);
      const results = transaction.objectStore('results');
      for (const row of await results.index('experiment').getAllKeys(id)) await results.delete(row);
    });
    this.changes.tell();
  }
}
