/**
 * Why the app's files could not be stored for use without a network:
 * - `unreachable`: the host, or the network, does not give all of them;
 * - `changed`: they arrive as other files than the app was built with;
 * - `full`: there is no room for them.
 */
export type Trouble = 'unreachable' | 'changed' | 'full';

/** What a service worker that could not store everything says to the pages, before it is thrown away. */
export interface NotStored {
  type: 'NOT_STORED';
  trouble: Trouble;
}

/** Where the service worker is registered, or a test's idea of it. */
export interface Registry {
  register(): Promise<ServiceWorkerRegistration>;
  /** Its `message` events are what a service worker says. */
  workers: Pick<ServiceWorkerContainer, 'addEventListener' | 'removeEventListener'>;
  /** Asks for the service worker's file without registering it. */
  fetchScript(): Promise<Response>;
  /** Resolves after some milliseconds. */
  wait(ms: number): Promise<void>;
}

/** A service worker that could not store everything gets followers after such pauses, in milliseconds. */
export const PAUSES_MS = [2_000, 5_000, 15_000];

/**
 * Lets service workers store the app, one after the other, until one has everything; what one has stored the next
 * does not fetch again. After the last try it resolves with what is in the way; `refused`: this browser, or this
 * window of it, lets no page register a service worker.
 */
export async function storeApp(registry: Registry): Promise<'stored' | 'refused' | Trouble> {
  // What one try has said stands until another says something else: the word may come after its worker has gone.
  let trouble: Trouble = 'unreachable';
  const hear = ({ data }: MessageEvent<NotStored | undefined>) => {
    if (data?.type === 'NOT_STORED') trouble = data.trouble;
  };
  registry.workers.addEventListener('message', hear);
  try {
    for (const pause of [...PAUSES_MS, undefined]) {
      try {
        if (await installs(await registry.register())) return 'stored';
      } catch (error) {
        const why = await whyNotRegistered(error, registry);
        if (why === 'refused') return why;
        trouble = why;
      }
      if (pause !== undefined) await registry.wait(pause);
    }
    return trouble;
  } finally {
    registry.workers.removeEventListener('message', hear);
  }
}

/** Whether the worker of a registration becomes active: it has stored everything then. */
function installs(registration: ServiceWorkerRegistration): Promise<boolean> {
  return new Promise((resolve) => {
    if (registration.active) return resolve(true);
    const worker = registration.installing ?? registration.waiting;
    if (!worker) return resolve(false);
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(true);
      // Another tab's may have become active meanwhile.
      if (worker.state === 'redundant') resolve(registration.active !== null);
    });
  });
}

/** A browser refuses alike what it does not want and a file that is no script, such as the sign-in page of a network. */
async function whyNotRegistered(error: unknown, { fetchScript }: Registry): Promise<'refused' | Trouble> {
  const response = await fetchScript().catch(() => undefined);
  if (!response?.ok) return 'unreachable';
  if (!/\bjavascript\b/.test(response.headers.get('content-type') ?? '')) return 'changed';
  if (error instanceof DOMException && error.name === 'SecurityError') return 'refused';
  return 'changed';
}
