import type { Access } from './access';
import { AdapterStore } from './adapters';
import { ChangeChannel } from './change-channel';
import { CheckpointStore } from './checkpoints';
import { createDatabase } from './database';
import { ExperimentStore } from './experiments';
import { ProfileStore } from './profiles';
import type { Restored } from './restore';
import { SettingsStore } from './settings';
import { TextStore } from './texts';

export type { Access } from './access';
export type { AdapterStore } from './adapters';
export type { CheckpointStore } from './checkpoints';
export { StoreError } from './errors';
export type { ExperimentStore } from './experiments';
export { PASSPHRASE_ITERATIONS, SHORTEST_PASSPHRASE } from './lock';
export { FIRST_NICKNAME } from './migrations';
export type { Restored } from './restore';
export type {
  AdapterFacts,
  AdapterRecord,
  Comparison,
  ExperimentFacts,
  ExperimentId,
  ExperimentRecord,
  Form,
  Learned,
  MeasuredAgain,
  Milestone,
  Profile,
  ProfileColour,
  Settings,
  Text,
  UnfinishedRun,
  Update,
  Version,
} from './schema';
export { PROFILE_COLOURS } from './schema';
export type { Damaged, Listed } from './shelf';
export { isLearned } from './texts';
export { type Place, type Remains, wipe } from './wipe';

/** What the app keeps in this browser. */
export interface Store {
  profiles: ProfileStore;
  settings: SettingsStore;
  /** What a profile keeps, with the right that `profiles.enter` gives. */
  open(access: Access): Shelf;
  /** What this page found lost when it opened the database, if anything. Rejects with a `StoreError`. */
  restored(): Promise<Restored | undefined>;
  /** The ids of the models that are too large for the second copy. */
  withoutCopy(): string[];
  close(): void;
}

/** What one profile keeps. */
export interface Shelf {
  adapters: AdapterStore;
  texts: TextStore;
  experiments: ExperimentStore;
  checkpoints: CheckpointStore;
}

/** The database is opened by the first use, so this never fails. */
export function openStore(name?: string): Store {
  const database = createDatabase(name);
  const topics = ['profiles', 'adapters', 'texts', 'experiments', 'unfinished'].map(
    (topic) => new ChangeChannel(database, topic),
  );
  const [ofProfiles, ofAdapters, ofTexts, ofExperiments, ofUnfinished] = topics;
  return {
    profiles: new ProfileStore(database, ofProfiles),
    settings: new SettingsStore(database),
    open: (access) => ({
      adapters: new AdapterStore(database, access, ofAdapters, ofTexts),
      texts: new TextStore(database, access, ofTexts),
      experiments: new ExperimentStore(database, access, ofExperiments),
      checkpoints: new CheckpointStore(database, access, ofUnfinished),
    }),
    restored: () => database.restored(),
    withoutCopy: () => database.copy?.tooLarge('weights') ?? [],
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
