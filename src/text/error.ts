import { UserError } from '../model/user-error';
import type { Repetitive, TooLittle } from './prepared';

/**
 * - `too-little`, `held-too-little`: the text, or the held-out text, is too short;
 * - `repetitive`: the end of the text repeats the rest;
 * - `unread`: a later request took the place of this one;
 * - `sample`: a sample could not be loaded;
 * - `control`: a model that learned a sample could not be loaded;
 * - `stopped`: the text worker has died.
 */
export type TextFailure =
  | 'too-little'
  | 'held-too-little'
  | 'repetitive'
  | 'unread'
  | 'sample'
  | 'control'
  | 'stopped';

/** A text cannot be used, or not be read. */
export class TextError extends UserError<'text', TextFailure> {
  constructor(reason: TextFailure, details?: Record<string, string | number>, options?: ErrorOptions) {
    super('text', reason, details, options);
  }
}

/** Why a text cannot be trained on. */
export function whyNotReady(prepared: TooLittle | Repetitive): TextError {
  if (prepared.kind === 'repetitive') return new TextError('repetitive');
  const { part, have, needed, moreWords } = prepared;
  return new TextError(part === 'text' ? 'too-little' : 'held-too-little', { have, needed, moreWords });
}
