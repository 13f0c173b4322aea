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

const MESSAGES: Record<Refusal, string> = {
  'too-large': 'This file is larger than a file of models can be.',
  'too-much': 'This is more than one file can hold: save your models one by one.',
  'not-ours':
    'This is not a file of models: choose one that ends in .swantham, or the two files of a PEFT folder together.',
  newer: 'This file was made by a newer Swantham: update the app and try again.',
  damaged: 'This file is damaged, or was changed after it was made: ask for it again.',
  'other-base': 'This model was made for another base, and cannot work with the one here.',
  misfit: 'The parts of this model do not fit the base that is here.',
  'not-finite': 'Some numbers in this model are infinite or missing, so it cannot work.',
  method: 'This kind of model cannot be used here: of PEFT, only LORA and LN_TUNING can.',
  setting: 'This model was made with a setting of PEFT that cannot be used here',
};

/** A file is not taken, and nothing of it is used. The message is one sentence for the person who chose it. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  /** `key` is the setting in question, one of those that the app knows. */
  constructor(
    readonly reason: Refusal,
    key?: string,
  ) {
    super(key === undefined ? MESSAGES[reason] : `${MESSAGES[reason]}: “${key}”.`);
  }
}
