import type { Access } from './access';
import type { ChangeChannel } from './change-channel';
import type { Database } from './database';

/** What a profile keeps of one kind: where it lies, by what right it is read and written, and who hears of changes. */
export abstract class ShelfStore {
  constructor(
    protected readonly database: Database,
    protected readonly access: Access,
    protected readonly changes: ChangeChannel,
  ) {}

  /** Calls `onChange` after every change, in this tab or another; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    return this.changes.subscribe(onChange);
  }

  /** The profile's key, if it has a passphrase. */
  protected get key(): CryptoKey | undefined {
    return this.access.lock?.key;
  }
}
