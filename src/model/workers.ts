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
