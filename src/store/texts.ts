import { admit, nextOrder, placeOf } from './access';
import { seal } from './lock';
import type { Text } from './schema';
import { type Listed, ShelfStore } from './shelf';
import { isText } from './sound';

/** Whether models learn from a text: from none that its owner wants left out for now. */
export const isLearned = ({ page, isUnused }: Text): boolean => page !== 'apart' && !isUnused;

/** The texts a profile works with. Every method rejects with a `StoreError`. */
export class TextStore extends ShelfStore<Text> {
  /** The oldest first. */
  look(): Promise<Listed<Text>> {
    return this.openRows('texts', (text: Text) => text, isText);
  }

  /** Keeps a text in the place of the one with the same id, or as the last one. */
  async put(text: Text): Promise<void> {
    await this.#write(text);
    this.changes.tell();
  }

  /**
   * As `put`, for a text that is typed in this tab, which shows it already: only other tabs hear of it. Otherwise every pause
   * in typing would read, and decrypt, all texts again.
   */
  async autosave(text: Text): Promise<void> {
    await this.#write(text);
    this.changes.tellOthers();
  }

  async delete(id: string): Promise<void> {
    await this.database.write(['profiles', 'texts'], async (transaction) => {
      await admit(transaction, this.access);
      await transaction.objectStore('texts').delete(id);
    });
    this.changes.tell();
  }

  async #write(text: Text): Promise<void> {
    const { id } = text;
    const content = await seal(this.key, placeOf('texts', id), text);
    await this.database.write(['profiles', 'texts'], async (transaction) => {
      await admit(transaction, this.access);
      const store = transaction.objectStore('texts');
      const order = (await store.get(id))?.order ?? (await nextOrder(transaction, 'texts', this.access));
      await store.put({ id, profile: this.access.profile, order, content });
    });
  }
}
