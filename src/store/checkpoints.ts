import type { EngineState } from '../train/engine';
import type { Checkpoint } from '../train/loop';
import { admit, nextOrder, placeOf } from './access';
import { StoreError } from './errors';
import { seal, unseal } from './lock';
import type { Row, UnfinishedRun } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isUnfinished } from './sound';

/** A run as it was kept, with the checkpoint from which it goes on; without one it begins again. */
export interface FoundRun {
  run: UnfinishedRun;
  checkpoint?: Checkpoint;
}

/** The trainings of a profile that have not come to their end. Every method rejects with a `StoreError`. */
export class CheckpointStore extends ShelfStore<UnfinishedRun> {
  /** The one begun last first. */
  async look(): Promise<Listed<UnfinishedRun>> {
    const { items, damaged } = await this.openRows('unfinished', (run: UnfinishedRun) => run, isUnfinished);
    return { items: items.reverse(), damaged };
  }

  /** Keeps a run that begins. */
  async begin(run: UnfinishedRun): Promise<void> {
    await this.#write(run);
    this.changes.tell();
  }

  /**
   * Keeps a run with a new checkpoint in the place of the older one, together or not at all. Nobody hears of it: what is
   * alive is shown by the tab it lives in.
   */
  async keep(run: UnfinishedRun, { step, losses, held, engine }: Checkpoint, seconds: number): Promise<void> {
    const { steps: engineSteps, values } = engine;
    const checkpoint = {
      step,
      losses,
      held: [...held],
      engineSteps,
      parameters: values.size,
      seconds,
    };
    await this.#write({ ...run, checkpoint }, engine);
  }

  /** A run with its checkpoint; nothing if it is not there. `damaged` if a part of the checkpoint is missing. */
  async find(id: string): Promise<FoundRun | undefined> {
    const [row, parts] = await this.database.read(
      ['unfinished', 'checkpoints'],
      async (transaction) =>
        [
          await transaction.objectStore('unfinished').get(id),
          await transaction.objectStore('checkpoints').getAll(partsOf(id)),
        ] as const,
    );
    if (row?.profile !== this.access.profile) return undefined;
    const run = await this.#run(row);
    if (!run.checkpoint) return { run };
    const { step, losses, held, engineSteps, parameters } = run.checkpoint;
    if (parts.length !== parameters) throw new StoreError('damaged');
    const engine: EngineState = {
      steps: engineSteps,
      values: new Map(),
      momenta: new Map(),
      variances: new Map(),
    };
    for (const part of parts.sort((a, b) => a.order - b.order)) {
      const bytes = await unseal(this.key, placeOf('checkpoints', part.id), part.content);
      unpack(bytes, part.id.slice(id.length + 1), engine);
    }
    return { run, checkpoint: { step, losses, held: new Map(held), engine } };
  }

  /** Deletes a run with its checkpoint, for good; one that is not there is deleted already. */
  async delete(id: string): Promise<void> {
    await this.database.write(['profiles', 'unfinished', 'checkpoints'], async (transaction) => {
      await admit(transaction, this.access);
      if (!(await this.isMine(transaction, 'unfinished', id))) return;
      await transaction.objectStore('unfinished').delete(id);
      await transaction.objectStore('checkpoints').delete(partsOf(id));
    });
    this.changes.tell();
  }

  #run({ id, content }: Row<UnfinishedRun>): Promise<UnfinishedRun> {
    return unseal(this.key, placeOf('unfinished', id), content);
  }

  async #write(run: UnfinishedRun, engine?: EngineState): Promise<void> {
    const { id } = run;
    const { profile } = this.access;
    const content = await seal(this.key, placeOf('unfinished', id), { ...run, keptAt: Date.now() });
    const names = [...(engine?.values.keys() ?? [])];
    const contentOf = (name: string) => pack(name, engine!);
    // Nothing can be sealed inside a transaction. Without a key, one parameter at a time is copied in it.
    const sealed =
      this.key &&
      (await Promise.all(
        names.map((name) => seal(this.key, placeOf('checkpoints', `${id}/${name}`), contentOf(name))),
      ));
    await this.database.write(['profiles', 'unfinished', 'checkpoints'], async (transaction) => {
      await admit(transaction, this.access);
      const store = transaction.objectStore('unfinished');
      const order = (await store.get(id))?.order ?? (await nextOrder(transaction, 'unfinished', this.access));
      await store.put({ id, profile, order, content });
      const parts = transaction.objectStore('checkpoints');
      for (const [i, name] of names.entries())
        await parts.put({
          id: `${id}/${name}`,
          profile,
          order: i,
          content: sealed ? sealed[i] : contentOf(name),
        });
    });
  }
}

/** The keys of all parts of a run's checkpoint. */
function partsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound(`${id}/`, `${id}0`, false, true);
}

/** What an engine holds of one parameter: values, momenta and variances. */
function pack(name: string, { values, momenta, variances }: EngineState): Uint8Array<ArrayBuffer> {
  const { length } = values.get(name)!;
  const numbers = new Float32Array(3 * length);
  for (const [i, part] of [values, momenta, variances].entries()) numbers.set(part.get(name)!, i * length);
  return new Uint8Array(numbers.buffer);
}

/** Puts what `pack` made back into `engine`. */
function unpack(bytes: Uint8Array<ArrayBuffer>, name: string, engine: EngineState): void {
  if (bytes.length % 12 !== 0) throw new StoreError('damaged');
  // What was unsealed may begin anywhere in its buffer.
  const numbers = new Float32Array(bytes.slice().buffer);
  const length = numbers.length / 3;
  for (const [i, part] of [engine.values, engine.momenta, engine.variances].entries())
    part.set(name, numbers.slice(i * length, (i + 1) * length));
}
