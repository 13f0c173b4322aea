import type { ErrorSentence } from '../errors';
import { experiment } from './errors/experiment';

/** Sentences for errors, by the domain and the reason of a `UserError`. */
export const errors = {
  unknown: (message: string) =>
    `Something went wrong that this app did not expect. Reload the page and try again. (${message})`,
  byDomain: { experiment } as Record<string, Record<string, ErrorSentence>>,
};
