import { useEffect, useState } from 'react';
import { BASE_SHA256 } from '../model/base';
import { type AdapterRecord, askToKeep, openStore } from '../store';
import type { Personalised } from './personalise';

/** The one connection of this page to what is kept in the browser. */
export const store = openStore();

/** Keeps a finished run under `name`; the person's text is not part of it. */
export async function keep(result: Personalised, name: string): Promise<AdapterRecord> {
  const { adapter, settings, ...facts } = result;
  const { lr, seed } = settings;
  const record = await store.adapters.save({ ...facts, name, baseHash: BASE_SHA256, lr, seed }, adapter);
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

/** The list of adapters, the newest first, kept up with changes in this tab and others. */
export function useAdapters(): { adapters: AdapterRecord[] | undefined; failure: string | undefined } {
  const [adapters, setAdapters] = useState<AdapterRecord[]>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let gone = false;
    const read = () =>
      store.adapters.list().then(
        (list) => gone || setAdapters(list),
        (error: Error) => gone || setFailure(error.message),
      );
    read();
    const unsubscribe = store.adapters.subscribe(read);
    return () => {
      gone = true;
      unsubscribe();
    };
  }, []);
  return { adapters, failure };
}

/** Id of the adapter that was tried last, once it is known. */
export function useLastAdapter(): string | undefined {
  const [id, setId] = useState<string>();
  useEffect(() => {
    store.settings.read('last-adapter').then(setId, () => {});
  }, []);
  return id;
}
