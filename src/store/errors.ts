import { type ErrorDetails, UserError } from '../model/user-error';

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
 * - `not-empty`: something stayed behind when everything was to be deleted;
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
  | 'not-empty'
  | 'failed';

/** Keeping or reading something failed, and nothing was changed. */
export class StoreError extends UserError<'store', StoreErrorReason> {
  constructor(
    reason: StoreErrorReason,
    { details, ...options }: ErrorOptions & { details?: ErrorDetails } = {},
  ) {
    super('store', reason, details, options);
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

/** Whether an error tells that what was stored does not come back: `damaged`, or of another form than any code expects. */
export function isDamage(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof StoreError && error.reason === 'damaged');
}

/** Puts the name of a model into the error of a part of it that is damaged: there may be many. */
export async function naming<Result>(name: string | undefined, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (name === undefined || !isDamage(cause)) throw cause;
    throw new StoreError('damaged', { cause, details: { name } });
  }
}

/** Any error as a `StoreError`; `otherwise` if its name says nothing. */
export function asStoreError(cause: unknown, otherwise: StoreErrorReason = 'failed'): StoreError {
  if (cause instanceof StoreError) return cause;
  const reason = cause instanceof Error ? REASONS[cause.name] : undefined;
  return new StoreError(reason ?? otherwise, { cause });
}
