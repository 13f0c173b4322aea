import type { Explained } from '../../eval/explain';
import type { SurprisePart } from '../../eval/surprise';
import type { Services } from '../../run/services';
import type { Example, Place } from './example';

/** What the base expects at a place of a sentence. */
export interface Guess extends Explained {
  before: string;
}

/** Where the base gives the word about this chance, it has an idea and no certainty: there is most to see. */
const TELLING_CHANCE = 0.15;

/** What the base expects at the most telling place of some sentences. Rejects with a `UserError`, or as `signal` is aborted. */
export async function guessOf(
  { evaluator }: Pick<Services, 'evaluator'>,
  examples: readonly Example[],
  signal: AbortSignal,
): Promise<Guess> {
  const base = { kind: 'base' } as const;
  const read: [Place, number][] = [];
  for (const { sentence, places } of examples)
    read.push(...chancesOf(places, await evaluator.surprise(base, sentence, signal)));
  const { before, word } = mostTelling(read) ?? examples[0].places[0];
  const asked = { prompt: before, written: ` ${word}`, start: 1, end: 1 + word.length };
  return { ...(await evaluator.explain(base, asked, signal)), before };
}

/** The chances that the base gave to the words of some places; `parts` joined are their sentence. */
export function chancesOf(places: readonly Place[], parts: readonly SurprisePart[]): [Place, number][] {
  const chances = new Map<number, number>();
  let index = 0;
  for (const { text, chances: found } of parts) {
    if (found) chances.set(index, found.base);
    index += text.length;
  }
  return places.flatMap((place) => {
    const chance = chances.get(place.index);
    return chance === undefined ? [] : [[place, chance] as [Place, number]];
  });
}

/** The place where the chance is nearest to the telling one, in ratio. */
export function mostTelling(read: readonly [Place, number][]): Place | undefined {
  const distance = (chance: number) => Math.abs(Math.log(Math.max(chance, 1e-12) / TELLING_CHANCE));
  const sorted = [...read].sort(([, a], [, b]) => distance(a) - distance(b));
  return sorted[0]?.[0];
}
