import type { ErrorSentence } from '../errors';
import { base } from './errors/base';
import { evaluation } from './errors/evaluation';
import { exchange } from './errors/exchange';
import { safetensors } from './errors/safetensors';
import { store } from './errors/store';
import { text } from './errors/text';
import { train } from './errors/train';

/** Sentences for errors, by the domain and the reason of a `UserError`. */
export const errors = {
  unknown: (message: string) =>
    `Something went wrong that this app did not expect. Reload the page and try again. (${message})`,
  byDomain: { base, evaluation, exchange, safetensors, store, text, train } satisfies Record<
    string,
    Record<string, ErrorSentence>
  >,
};
