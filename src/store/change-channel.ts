import type { Database } from './database';

/** Tells every tab, this one too, that something kept in `database` under `topic` has changed. */
export class ChangeChannel {
  readonly #name: string;
  readonly #channel: BroadcastChannel;

  constructor(database: Database, topic: string) {
    this.#name = `${database.name}-${topic}`;
    this.#channel = new BroadcastChannel(this.#name);
  }

  tell(): void {
    this.#channel.postMessage('changed');
  }

  /** Calls `onChange` after every change; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    // A channel never hears itself, so each listener has its own.
    const channel = new BroadcastChannel(this.#name);
    channel.onmessage = () => onChange();
    return () => channel.close();
  }

  close(): void {
    this.#channel.close();
  }
}
