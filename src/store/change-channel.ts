import type { Database } from './database';

/** Spreads the news, in this tab and to others, that something kept in `database` under `topic` has changed. */
export class ChangeChannel {
  readonly #channel: BroadcastChannel;
  readonly #listeners = new Set<() => void>();

  constructor(database: Database, topic: string) {
    this.#channel = new BroadcastChannel(`${database.name}-${topic}`);
    // A channel never hears itself, so what comes here is news from another tab.
    this.#channel.onmessage = () => this.#hear();
  }

  /** Something changed: the listeners of every tab hear it, this one too. */
  tell(): void {
    this.tellOthers();
    this.#hear();
  }

  /** Something changed that this tab shows already: only other tabs hear it. */
  tellOthers(): void {
    this.#channel.postMessage('changed');
  }

  /** Calls `onChange` after every change. Returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    // The same function may be given twice.
    const listener = () => onChange();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#channel.close();
    this.#listeners.clear();
  }

  #hear(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
