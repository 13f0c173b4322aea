import type { Access } from './access';
import type { Database } from './database';
import type { News } from './news';

/** What a profile keeps of one kind: where it lies, by what right it is read and written, and who hears of changes. */
export abstract class ShelfStore {
  constructor(
    protected readonly database: Database,
    protected readonly access: Access,
    protected readonly news: News,
  ) {}

  /** Calls `onChange` after every change, in this tab or another; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    return this.news.subscribe(onChange);
  }

  /** The profile's key, if it has a passphrase. */
  protected get key(): CryptoKey | undefined {
    return this.access.lock?.key;
  }
}
