import type { Access } from './access';
import { AdapterStore } from './adapters';
import { ChangeChannel } from './change-channel';
import { createDatabase } from './database';
import { ExperimentStore } from './experiments';
import { ProfileStore } from './profiles';
import { SettingsStore } from './settings';
import { TextStore } from './texts';

export type { Access } from './access';
export type { AdapterStore } from './adapters';
export { StoreError } from './errors';
export type { ExperimentStore } from './experiments';
export { PASSPHRASE_ITERATIONS, SHORTEST_PASSPHRASE } from './lock';
export { FIRST_NICKNAME } from './migrations';
export type {
  AdapterFacts,
  AdapterRecord,
  ExperimentFacts,
  ExperimentId,
  ExperimentRecord,
  Form,
  Profile,
  ProfileColour,
  Settings,
  Text,
} from './schema';
export { PROFILE_COLOURS } from './schema';
export { wipe } from './wipe';

/** What the app keeps in this browser. */
export interface Store {
  profiles: ProfileStore;
  settings: SettingsStore;
  /** What a profile keeps, with the right that `profiles.enter` gives. */
  open(access: Access): Shelf;
  close(): void;
}

/** What one profile keeps. */
export interface Shelf {
  adapters: AdapterStore;
  texts: TextStore;
  experiments: ExperimentStore;
}

/** The database is opened by the first use, so this never fails. */
export function openStore(name?: string): Store {
  const database = createDatabase(name);
  const topics = ['profiles', 'adapters', 'texts', 'experiments'].map(
    (topic) => new ChangeChannel(database, topic),
  );
  const [ofProfiles, ofAdapters, ofTexts, ofExperiments] = topics;
  return {
    profiles: new ProfileStore(database, ofProfiles),
    settings: new SettingsStore(database),
    open: (access) => ({
      adapters: new AdapterStore(database, access, ofAdapters, ofTexts),
      texts: new TextStore(database, access, ofTexts),
      experiments: new ExperimentStore(database, access, ofExperiments),
    }),
    close() {
      for (const news of topics) news.close();
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
