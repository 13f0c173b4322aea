import { type ErrorDetails, UserError } from '../model/user-error';
import type { Strings } from './en';

/** The sentence of one reason, or how to make it from the details of an error. */
export type ErrorSentence = string | ((details: ErrorDetails) => string);

/** Any error as one sentence for a person: the one place that does this. */
export function errorWords(t: Strings, error: unknown): string {
  if (error instanceof UserError) {
    const domain = (t.errors.byDomain as Record<string, Record<string, ErrorSentence>>)[error.domain];
    const sentence = domain?.[error.reason];
    if (sentence !== undefined) return typeof sentence === 'string' ? sentence : sentence(error.details);
  }
  return t.errors.unknown(error instanceof Error ? error.message : String(error));
}
