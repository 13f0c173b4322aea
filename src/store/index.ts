import { AdapterStore } from './adapters';
import { createDatabase } from './database';
import { SettingsStore } from './settings';

export { StoreError } from './errors';
export type { AdapterFacts, AdapterRecord, Settings } from './schema';

/** What the app keeps in this browser. */
export interface Store {
  adapters: AdapterStore;
  settings: SettingsStore;
  close(): void;
}

/** The database is opened by the first use, so this never fails. */
export function openStore(): Store {
  const database = createDatabase();
  const adapters = new AdapterStore(database);
  return {
    adapters,
    settings: new SettingsStore(database),
    close() {
      adapters.close();
      database.close();
    },
  };
}

/**
 * Asks the browser not to clear what is kept here when the disk runs low; best on a gesture. The answer
 * is the truth of the matter: some browsers ask the person, some decide by themselves.
 */
export async function askToKeep(): Promise<boolean> {
  const { storage } = navigator;
  return ((await storage?.persisted?.()) || (await storage?.persist?.())) ?? false;
}
