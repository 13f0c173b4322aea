import { useSyncExternalStore } from 'react';

/** What takes all of the machine, one at a time: the student's own training, or an experiment of the Lab. */
export type Work = 'training' | 'experiment';

/** What is on, for those parts of the page that must not disturb it: the other work, updates, other profiles. */
const works = new Set<Work>();
const listeners = new Set<() => void>();

export function setBusy(work: Work, value: boolean): void {
  if (value) works.add(work);
  else works.delete(work);
  for (const listener of listeners) listener();
}

/** Whether a run is on: one of this kind, or any. */
export function useBusy(work?: Work): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (work ? works.has(work) : works.size > 0),
  );
}
