import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { BASE_SHA256 } from '../../model/config';
import { refusesFiles } from '../../offline/forgets';
import { offlineState, subscribeToOffline } from '../../offline/register';
import type { Personalised } from '../../run/referee';
import { type Line, linesOf } from '../../run/versions';
import {
  type AdapterRecord,
  type AdapterStore,
  askToKeep,
  type Damaged,
  type Listed,
  openStore,
  type UnfinishedRun,
  type Version,
} from '../../store';
import { useProfile } from './profile';

/** The one connection of this page to what is kept in the browser. */
export const store = openStore();

/** A model that was trained here. */
export type TrainedRecord = Extract<AdapterRecord, { origin: 'trained' }>;

/** How many tokens of the student's text a model still remembers. */
export function rememberedBy({ run, forgotten = 0 }: AdapterRecord): number {
  return run?.cache ? run.cache.tokens - forgotten : 0;
}

/** Keeps what a run came to under the run's id, in the place of an earlier result; the person's text is not part of it. */
export async function keep(
  adapters: AdapterStore,
  { run, adapter, remembered }: Personalised,
  { id, name, learned }: Pick<UnfinishedRun, 'id' | 'name' | 'learned'>,
  version?: Version,
): Promise<TrainedRecord> {
  const facts = { name, baseHash: BASE_SHA256, origin: 'trained', run } as const;
  const record = await adapters.improve(
    id,
    { ...facts, ...(learned && { learned }), ...(version && { version }) },
    adapter,
    remembered,
  );
  // The first model is the moment to ask: now there is something to lose. The screens tell the answer.
  asking = askToKeep().catch(() => false);
  return record;
}

/** The browser's answer, or the person's, to the latest question. */
let asking: Promise<unknown> = Promise.resolve();

/** Whether the browser has promised not to clear what is kept here; undefined until it has answered. */
export function usePersisted(): boolean | undefined {
  const [persisted, setPersisted] = useState<boolean>();
  useEffect(() => {
    const read = () => navigator.storage?.persisted?.().then(setPersisted, () => {});
    read();
    // Firefox asks the person, who may take their time.
    asking.then(read);
  }, []);
  return persisted;
}

/** Whether this window seems to forget everything when it is closed: it refuses what would last. */
export function useForgets(): boolean {
  const offline = useSyncExternalStore(subscribeToOffline, offlineState);
  const [isPrivate, setPrivate] = useState(false);
  useEffect(() => void refusesFiles().then(setPrivate), []);
  return isPrivate || offline.status === 'refused';
}

const NONE: readonly Damaged[] = [];

/** What a store of the profile keeps, kept up with changes in this tab and others; or the error that kept it from being read. */
export function useKept<Item>(kept: {
  look(): Promise<Listed<Item>>;
  subscribe(onChange: () => void): () => void;
}): { items: Item[] | undefined; damaged: readonly Damaged[]; failure: unknown } {
  const [listed, setListed] = useState<Listed<Item>>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    // Of two readings, the one that was asked for first may be answered last.
    let latest = 0;
    const read = () => {
      const asked = ++latest;
      const tell = (found: Listed<Item> | undefined, error: unknown) => {
        if (asked !== latest) return;
        if (found) setListed(found);
        setFailure(error);
      };
      kept.look().then(
        (found) => tell(found, undefined),
        (error: unknown) => tell(undefined, error),
      );
    };
    read();
    const unsubscribe = kept.subscribe(read);
    return () => {
      latest++;
      unsubscribe();
    };
  }, [kept]);
  return { items: listed?.items, damaged: listed?.damaged ?? NONE, failure };
}

/** The profile's adapters, the newest first. */
export function useAdapters(): {
  adapters: AdapterRecord[] | undefined;
  damaged: readonly Damaged[];
  failure: unknown;
} {
  const { items, ...rest } = useKept(useProfile().adapters);
  return { adapters: items, ...rest };
}

/** The profile's models with their versions, the one improved last first. */
export function useLines(): { lines: Line[] | undefined; damaged: readonly Damaged[]; failure: unknown } {
  const { adapters, ...rest } = useAdapters();
  const lines = useMemo(() => adapters && linesOf(adapters), [adapters]);
  return { lines, ...rest };
}
