import { useMemo } from 'react';
import type { Explained } from '../../eval/explain';
import type { Services } from '../../run/services';
import type { Prepared } from '../../text/prepared';
import { type TrainedRecord, useAdapters } from '../shell/store';
import { type Answered, useAsked } from '../why/useAsked';
import { cutIntoTokens, type TokenPiece } from './pieces';
import { type Source, useSource } from './useSource';

/** What the pages of the tour show; each part is there as soon as it is known. */
export interface Tour {
  source?: Source | undefined;
  pieces?: TokenPiece[] | undefined;
  /** What the base expects at the place of the example's word. */
  guess?: Explained | undefined;
  /** The model that was trained last: nothing where there is none, undefined until that is known. */
  last: TrainedRecord | null | undefined;
  failure: unknown;
}

/** Asks for everything that the tour shows, once: who goes to the next page does not wait again. */
export function useTour(services: Services | undefined, own: Prepared | undefined): Tour {
  const { source, failure } = useSource(services, own);
  const example = source?.example;
  const key = services && example && JSON.stringify(example);
  const pieces: Answered<TokenPiece[]> = useAsked(key, () =>
    cutIntoTokens(services!.text, example!.sentence),
  );
  const guess = useAsked(key, (signal) => {
    const { before, word } = example!;
    const asked = { prompt: before, written: ` ${word}`, start: 1, end: 1 + word.length };
    return services!.evaluator.explain({ kind: 'base' }, asked, signal);
  });
  const { adapters, failure: unread } = useAdapters();
  const last = useMemo(
    () => adapters && (adapters.find((one): one is TrainedRecord => one.origin === 'trained') ?? null),
    [adapters],
  );
  return {
    ...{ source, pieces: pieces.answer, guess: guess.answer, last },
    failure: failure ?? pieces.failure ?? guess.failure ?? unread,
  };
}
