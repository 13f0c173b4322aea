import type { Entrant } from './entrants';
import { aheadOf, ranked } from './ranking';
import type { Readings } from './readings';

/** Whether the models know whose text a text is. */
export interface Recognition {
  /** Ids of the entrants whose text it is, and whose model guessed it best. */
  owner: string;
  best: string;
  isOwn: boolean;
  /** Whether the own model is ahead of the best other one beyond the interval. */
  isClear: boolean;
}

/** What a matrix comes to, by the texts that every model has read. */
export interface Recognised {
  texts: Recognition[];
  own: number;
  clear: number;
  /** How many own models would be best if all were equally good at every text: one in as many as there are models. */
  byChance: number;
}

/** The texts of `entrants` that all of them have read. */
export function recognise(entrants: readonly Entrant[], readings: Readings): Recognised {
  const texts = entrants.flatMap(({ id: owner, text }): Recognition[] => {
    if (!text || entrants.length < 2) return [];
    const all = entrants.flatMap(({ id }) => readings.get(text.ids, id) ?? []);
    if (all.length < entrants.length) return [];
    const [best, second] = ranked(all);
    const isOwn = best.id === owner;
    return [{ owner, best: best.id, isOwn, isClear: isOwn && aheadOf(best, second).isClear }];
  });
  return {
    texts,
    own: texts.filter(({ isOwn }) => isOwn).length,
    clear: texts.filter(({ isClear }) => isClear).length,
    byChance: entrants.length > 0 ? texts.length / entrants.length : 0,
  };
}
