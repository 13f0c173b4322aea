import { useSyncExternalStore } from 'react';

/** Whether a run is on, for those parts of the page that must not disturb it: updates, other profiles. */
let busy = false;
const listeners = new Set<() => void>();

export function setBusy(value: boolean): void {
  busy = value;
  for (const listener of listeners) listener();
}

export function useBusy(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => busy,
  );
}
