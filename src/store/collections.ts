import { admit, nextOrder, placeOf } from './access';
import { seal } from './lock';
import type { Collected } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isCollected } from './sound';

/** What the owner of a profile has collected for a class. Every method rejects with a `StoreError`. */
export class CollectionStore extends ShelfStore<Collected> {
  /** In the order in which they came first. */
  look(): Promise<Listed<Collected>> {
    return this.openRows('collections', (one: Collected) => one, isCollected);
  }

  /** Keeps all of them, each in the place of the one with the same id or as the last one, and takes others out; or nothing. */
  async change(put: readonly Collected[], out: readonly string[] = []): Promise<void> {
    const sealed = await Promise.all(
      put.map(async (one) => ({
        id: one.id,
        content: await seal(this.key, placeOf('collections', one.id), one),
      })),
    );
    await this.database.write(['profiles', 'collections'], async (transaction) => {
      await admit(transaction, this.access);
      const store = transaction.objectStore('collections');
      for (const id of out) if (await this.isMine(transaction, 'collections', id)) await store.delete(id);
      for (const { id, content } of sealed) {
        const order =
          (await store.get(id))?.order ?? (await nextOrder(transaction, 'collections', this.access));
        await store.put({ id, profile: this.access.profile, order, content });
      }
    });
    this.changes.tell();
  }
}
