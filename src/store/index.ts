import type { Access } from './access';
import { AdapterStore } from './adapters';
import { AnswerStore } from './answers';
import { ChangeChannel } from './change-channel';
import { CheckpointStore } from './checkpoints';
import { CollectionStore } from './collections';
import { createDatabase } from './database';
import { ExperimentStore } from './experiments';
import { ProfileStore } from './profiles';
import type { Restored } from './restore';
import { testDatabase } from './self-test';
import { SettingsStore } from './settings';
import { TextStore } from './texts';

export type { Access } from './access';
export type { AdapterStore } from './adapters';
export type { AnswerStore } from './answers';
export type { CheckpointStore } from './checkpoints';
export type { CollectionStore } from './collections';
export { StoreError } from './errors';
export type { ExperimentStore } from './experiments';
export { PASSPHRASE_ITERATIONS, SHORTEST_PASSPHRASE } from './lock';
export { FIRST_NICKNAME } from './migrations';
export type { Restored } from './restore';
export type {
  AdapterFacts,
  AdapterRecord,
  AnswerSheet,
  Answers,
  ClassModel,
  Collected,
  CollectedMember,
  CollectionNote,
  ComparedMember,
  Comparison,
  ExperimentFacts,
  ExperimentId,
  ExperimentRecord,
  Form,
  Gives,
  HandCounts,
  Learned,
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
  /** The answers to the lesson's questions, of whoever sits here. */
  answers: AnswerStore;
  /** What a profile keeps, with the right that `profiles.enter` gives. */
  open(access: Access): Shelf;
  /** What this page found lost when it opened the database, if anything. Rejects with a `StoreError`. */
  restored(): Promise<Restored | undefined>;
  /** The ids of the models that are too large for the second copy. */
  withoutCopy(): string[];
  /** Writes something, reads it back and deletes it. Rejects with a `StoreError` where that does not work. */
  selfTest(): Promise<void>;
  close(): void;
}

/** What one profile keeps. */
export interface Shelf {
  adapters: AdapterStore;
  texts: TextStore;
  experiments: ExperimentStore;
  checkpoints: CheckpointStore;
  collections: CollectionStore;
}

/** The database is opened by the first use, so this never fails. */
export function openStore(name?: string): Store {
  const database = createDatabase(name);
  const topics = [
    ...(['profiles', 'adapters', 'texts', 'experiments', 'unfinished', 'answers', 'collections'] as const),
  ].map((topic) => new ChangeChannel(database, topic));
  const [ofProfiles, ofAdapters, ofTexts, ofExperiments, ofUnfinished, ofAnswers, ofCollections] = topics;
  return {
    profiles: new ProfileStore(database, ofProfiles),
    settings: new SettingsStore(database),
    answers: new AnswerStore(database, ofAnswers),
    open: (access) => ({
      adapters: new AdapterStore(database, access, ofAdapters, ofTexts),
      texts: new TextStore(database, access, ofTexts),
      experiments: new ExperimentStore(database, access, ofExperiments),
      checkpoints: new CheckpointStore(database, access, ofUnfinished),
      collections: new CollectionStore(database, access, ofCollections),
    }),
    restored: () => database.restored(),
    withoutCopy: () => database.copy?.tooLarge('weights') ?? [],
    selfTest: () => testDatabase(database),
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
