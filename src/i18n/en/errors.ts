import type { ErrorSentence } from '../errors';
import { train } from './errors/train';

/** Sentences for errors, by the domain and the reason of a `UserError`. */
export const errors = {
  unknown: (message: string) =>
    `Something went wrong that this app did not expect. Reload the page and try again. (${message})`,
  byDomain: { train } as Record<string, Record<string, ErrorSentence>>,
};
