import { UserError } from '../user-error';

/**
 * - `too-large`: larger than a file of models may be;
 * - `too-much`: more, or larger, models than go into one file (nothing is written then);
 * - `not-ours`: neither an export of this app nor a PEFT folder;
 * - `newer`: written by a later version of this app;
 * - `damaged`: an export that is not as it was written;
 * - `other-base`: made for another base;
 * - `misfit`: parts that this model does not have, or has in other shapes or types;
 * - `not-finite`: numbers that are infinite, missing or too large;
 * - `method`: a kind of adapter that is not known here;
 * - `setting`: a setting of PEFT that is not known here.
 */
export type Refusal =
  | 'too-large'
  | 'too-much'
  | 'not-ours'
  | 'newer'
  | 'damaged'
  | 'other-base'
  | 'misfit'
  | 'not-finite'
  | 'method'
  | 'setting';

/** A file is not taken, and nothing of it is used. */
export class FileRefused extends UserError<'exchange', Refusal> {
  /** `key` is the setting in question, one of those that the app knows. */
  constructor(reason: Refusal, key?: string) {
    super('exchange', reason, key === undefined ? {} : { key });
  }
}
