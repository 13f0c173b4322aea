import type { PartsFailure } from '../../../offline/parts';
import type { ErrorSentence } from '../../errors';
import { format } from '../format';

/** Sentences about downloading and saving the base model. */
export const base = {
  unreachable: 'The base model could not be downloaded. Check the internet connection and try again.',
  damaged: 'The base model arrived damaged several times. Try again later, or on another network.',
  'no-room': ({ bytes }) =>
    `There is no space for the base model. Free ${format.count(Math.ceil(Number(bytes) / 1e6))} MB on this disk and try again.`,
} satisfies Record<PartsFailure, ErrorSentence>;
