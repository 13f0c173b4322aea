import { admit, isSame, nextOrder, placeOf } from './access';
import { StoreError } from './errors';
import { seal, unseal } from './lock';
import type { Collected, Row } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isCollected } from './sound';

/** What the owner of a profile has collected for a class. Every method rejects with a `StoreError`. */
export class CollectionStore extends ShelfStore<Collected> {
  /** In the order in which they came first. */
  look(): Promise<Listed<Collected>> {
    return this.openRows('collections', (one: Collected) => one, isCollected);
  }

  /**
   * Keeps all of them, each in the place of the one with the same id or as the last one, and takes others out; or nothing:
   * `missing` if one of `needed` is not there, or is a member whose text has been taken back.
   */
  async change(
    put: readonly Collected[],
    out: readonly string[] = [],
    needed: readonly string[] = [],
  ): Promise<void> {
    const sealed = await Promise.all(
      put.map(async (one) => ({
        id: one.id,
        content: await seal(this.key, placeOf('collections', one.id), one),
      })),
    );
    // Another tab may change what is needed between reading and writing: then it is read again.
    for (let done = false; !done; ) {
      const seen = await this.#find(needed);
      done = await this.database.write(['profiles', 'collections'], async (transaction) => {
        await admit(transaction, this.access);
        const store = transaction.objectStore('collections');
        for (const { id, content } of seen)
          if (!isSame((await store.get(id))?.content, content)) return false;
        for (const id of out) if (await this.isMine(transaction, 'collections', id)) await store.delete(id);
        for (const { id, content } of sealed) {
          const order =
            (await store.get(id))?.order ?? (await nextOrder(transaction, 'collections', this.access));
          await store.put({ id, profile: this.access.profile, order, content });
        }
        return true;
      });
    }
    this.changes.tell();
  }

  /** The rows of what is needed: `missing` as `change` says. */
  async #find(ids: readonly string[]): Promise<Row<Collected>[]> {
    const rows = await this.database.read(['collections'], (transaction) =>
      Promise.all(ids.map((id) => transaction.objectStore('collections').get(id))),
    );
    return Promise.all(
      rows.map(async (row) => {
        if (row?.profile !== this.access.profile) throw new StoreError('missing');
        const one = await unseal(this.key, placeOf('collections', row.id), row.content);
        if (one.kind === 'member' && !one.text) throw new StoreError('missing');
        return row;
      }),
    );
  }
}
