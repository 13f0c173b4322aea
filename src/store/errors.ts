/**
 * - `unavailable`: the browser keeps nothing here (a private window, storage switched off);
 * - `full`: no room, on the disk or in the browser's share of it;
 * - `blocked`: another tab holds an older version of the database open;
 * - `newer`: another tab has upgraded the database past what this page knows;
 * - `damaged`: what was stored does not come back as it was;
 * - `missing`: what was asked for is not there;
 * - `gone`: the profile is not there;
 * - `taken`: another profile has the nickname;
 * - `passphrase`: it is not the passphrase of the profile;
 * - `locked`: the profile is sealed under a key that this page does not have;
 * - `failed`: anything else.
 */
export type StoreErrorReason =
  | 'unavailable'
  | 'full'
  | 'blocked'
  | 'newer'
  | 'damaged'
  | 'missing'
  | 'gone'
  | 'taken'
  | 'passphrase'
  | 'locked'
  | 'failed';

const MESSAGES: Record<StoreErrorReason, string> = {
  unavailable:
    'This browser window keeps nothing (it may be a private window), so open the app in an ordinary one.',
  full: 'There is no room to keep this: delete a model you no longer need, or free some space on the disk.',
  blocked: 'An older version of this app is open in another tab: close that tab and try again.',
  newer: 'This app was updated in another tab: reload this page.',
  damaged: 'What was kept here is damaged on this disk and cannot be used: delete it and train again.',
  missing: 'This model is not here any more; it may have been deleted in another tab.',
  gone: 'This profile is not here any more; it may have been deleted in another tab, or cleared by the browser.',
  taken: 'Another profile on this laptop has this nickname: choose a different one.',
  passphrase: 'That is not the passphrase of this profile.',
  locked: 'The lock of this profile was changed in another tab: open the profile again.',
  failed: 'The browser could not reach what it keeps for this app: try again, or restart the browser.',
};

/** Keeping or reading something failed; nothing was changed. The message is one sentence for people. */
export class StoreError extends Error {
  override name = 'StoreError';
  constructor(
    readonly reason: StoreErrorReason,
    options?: ErrorOptions,
  ) {
    super(MESSAGES[reason], options);
  }
}

/** Names of the DOMExceptions that IndexedDB gives: https://w3c.github.io/IndexedDB/#exceptions. */
const REASONS: Record<string, StoreErrorReason> = {
  QuotaExceededError: 'full',
  VersionError: 'newer',
  // Chrome's answers for a value whose file is gone or cannot be read.
  NotReadableError: 'damaged',
  DataError: 'damaged',
  // Chrome's answer when it cannot open its own files, on a full or failing disk for one.
  UnknownError: 'failed',
};

/** Any error as a `StoreError`; `otherwise` if its name says nothing. */
export function asStoreError(cause: unknown, otherwise: StoreErrorReason = 'failed'): StoreError {
  if (cause instanceof StoreError) return cause;
  const reason = cause instanceof Error ? REASONS[cause.name] : undefined;
  return new StoreError(reason ?? otherwise, { cause });
}
