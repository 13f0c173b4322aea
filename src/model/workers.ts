import { type TransferHandler, transferHandlers } from 'comlink';
import { UserError, type UserErrorData } from './user-error';

/**
 * Lets a `UserError` cross from a worker to the page with its domain, reason and details. Comlink alone carries no more than
 * the message of an error. Both sides import this file for its effect. The other side gets a plain `UserError`, no
 * subclass.
 * Source: https://github.com/GoogleChromeLabs/comlink, src/comlink.ts, `throwTransferHandler`
 */

/** What Comlink hands over for a thrown value; it keeps the type to itself. */
interface Thrown {
  value: unknown;
}

interface Carried extends UserErrorData {
  isUserError: true;
  stack?: string;
}

const usual = transferHandlers.get('throw') as TransferHandler<Thrown, unknown>;

const handler: TransferHandler<Thrown, unknown> = {
  canHandle: usual.canHandle,
  serialize(thrown) {
    const { value } = thrown;
    if (!(value instanceof UserError)) return usual.serialize(thrown);
    const carried: Carried = { isUserError: true, ...value.toData(), stack: value.stack };
    return [carried, []];
  },
  deserialize(carried) {
    if (!isCarried(carried)) return usual.deserialize(carried);
    const { domain, reason, details, stack } = carried;
    throw Object.assign(new UserError(domain, reason, details), { stack });
  },
};

function isCarried(value: unknown): value is Carried {
  return typeof value === 'object' && value !== null && 'isUserError' in value;
}

transferHandlers.set('throw', handler);

/**
 * Lets waiting messages in: after it, a request to stop the work has been heard. A message to
 * oneself, because browsers stretch repeated timers to 4 ms, nearly the time of a token.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Those who wait for answers of a worker, which may die and then answers nothing any more. Nothing is kept of a call that has
 * ended; a race with one promise for all of them would keep the answers of all.
 */
export class Waiting {
  readonly #rejects = new Set<(error: Error) => void>();
  #failure: Error | undefined;

  /** Ends as the promise of `ask` does, or rejects as soon as it is known that no answer will come. */
  answer<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#rejects.add(reject);
      ask()
        .then(resolve, reject)
        .finally(() => this.#rejects.delete(reject));
    });
  }

  /** No answer will come: every call, waiting or to come, rejects with the first such error. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const reject of this.#rejects) reject(this.#failure);
  }
}
