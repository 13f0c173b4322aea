import type { PartsFailure } from '../../../offline/parts';
import type { ErrorSentence } from '../../errors';
import { format } from '../format';

/** Sentences about fetching and keeping the base model. */
export const base = {
  unreachable: 'The base model could not be fetched. Check the connection and try again.',
  damaged: 'The base model arrived damaged several times. Try again later, or from another network.',
  'no-room': ({ bytes }) =>
    `There is no room to keep the base model. Please free ${format.count(Math.ceil(Number(bytes) / 1e6))} MB on this disk and try again.`,
} satisfies Record<PartsFailure, ErrorSentence>;
