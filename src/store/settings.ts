import type { Database } from './database';
import type { Settings } from './schema';

/** Small things the app remembers, by name. Both methods reject with a `StoreError`. */
export class SettingsStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  read<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    return this.#database.read(
      ['settings'],
      (transaction) => transaction.objectStore('settings').get(name) as Promise<Settings[Name] | undefined>,
    );
  }

  async write<Name extends keyof Settings>(name: Name, value: Settings[Name]): Promise<void> {
    await this.#database.write(['settings'], (transaction) =>
      transaction.objectStore('settings').put(value, name),
    );
  }
}
