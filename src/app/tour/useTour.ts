import { useMemo } from 'react';
import type { Services } from '../../run/services';
import type { Prepared } from '../../text/prepared';
import { type TrainedRecord, useAdapters } from '../shell/store';
import { type Answered, useAsked } from '../why/useAsked';
import { type Guess, guessOf } from './guess';
import { cutIntoTokens, type TokenPiece } from './pieces';
import { type Source, useSource } from './useSource';

/** What the pages of the tour show; each part is there as soon as it is known. */
export interface Tour {
  source?: Source | undefined;
  pieces?: TokenPiece[] | undefined;
  guess?: Guess | undefined;
  /** The model that was trained last: nothing where there is none, undefined until that is known. */
  last: TrainedRecord | null | undefined;
  failure: unknown;
}

/** Asks for everything that the tour shows, once: who goes to the next page does not wait again. */
export function useTour(services: Services | undefined, own: Prepared | undefined): Tour {
  const { source, failure } = useSource(services, own);
  const examples = source?.examples;
  const key = services && examples && JSON.stringify(examples);
  const pieces: Answered<TokenPiece[]> = useAsked(key, () =>
    cutIntoTokens(services!.text, examples![0].sentence),
  );
  const guess = useAsked(key, (signal) => guessOf(services!, examples!, signal));
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
