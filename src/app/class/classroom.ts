import { useSyncExternalStore } from 'react';
import type { Entrant } from '../../run/class/entrants';
import { type Game, NEW_GAME } from '../../run/class/game';
import { Readings } from '../../run/class/readings';

/** What a class did here. It is kept until the page is closed, also while another screen is shown, and never saved. */
export interface Classroom {
  /** Models that came in files. */
  files: readonly Entrant[];
  /** Other names that were given to entrants, by their ids. */
  names: Readonly<Record<string, string>>;
  /** Ids of entrants that are left out for now. */
  out: readonly string[];
  game: Game;
}

let current: Classroom = { files: [], names: {}, out: [], game: NEW_GAME };
const listeners = new Set<() => void>();

/** What the models have read in this page. */
export const readings = new Readings();

export function changeClassroom(change: (classroom: Classroom) => Partial<Classroom>): void {
  current = { ...current, ...change(current) };
  for (const listener of listeners) listener();
}

export const useClassroom = (): Classroom =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => current,
  );
