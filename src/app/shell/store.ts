import { useEffect, useState } from 'react';
import { BASE_SHA256 } from '../../model/base';
import type { Personalised } from '../../run/personalise';
import { type AdapterRecord, type AdapterStore, askToKeep, openStore } from '../../store';
import { useProfile } from './profile';

/** The one connection of this page to what is kept in the browser. */
export const store = openStore();

/** A model that was trained here. */
export type TrainedRecord = Extract<AdapterRecord, { origin: 'trained' }>;

/** Keeps a finished run under `name`; the person's text is not part of it. */
export async function keep(
  adapters: AdapterStore,
  result: Personalised,
  name: string,
): Promise<TrainedRecord> {
  const { run, adapter, remembered } = result;
  const record = await adapters.save(
    { name, baseHash: BASE_SHA256, origin: 'trained', run },
    adapter,
    remembered,
  );
  // The first model is the moment to ask: now there is something to lose. The library tells the answer.
  askToKeep().catch(() => false);
  return record;
}

/** Whether the browser has promised not to clear what is kept here; undefined until it has answered. */
export function usePersisted(): boolean | undefined {
  const [persisted, setPersisted] = useState<boolean>();
  useEffect(() => {
    navigator.storage?.persisted?.().then(setPersisted, () => {});
  }, []);
  return persisted;
}

/** The profile's adapters, the newest first, kept up with changes in this tab and others. */
export function useAdapters(): { adapters: AdapterRecord[] | undefined; failure: unknown } {
  const kept = useProfile().adapters;
  const [adapters, setAdapters] = useState<AdapterRecord[]>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let gone = false;
    const read = () =>
      kept.list().then(
        (list) => gone || setAdapters(list),
        (error) => gone || setFailure(error),
      );
    read();
    const unsubscribe = kept.subscribe(read);
    return () => {
      gone = true;
      unsubscribe();
    };
  }, [kept]);
  return { adapters, failure };
}
