import { Workbox } from 'workbox-window';

/** What the service worker has to say to the screen. */
export interface OfflineState {
  /**
   * - `unavailable`: not registered: an insecure address, a private window, or the development server;
   * - `storing`: the first visit's files are being stored;
   * - `stored`: the app's files are here; it opens without a network if the base is kept, too.
   */
  status: 'unavailable' | 'storing' | 'stored';
  /** A new version is stored and waits for consent: this activates it and reloads the page. */
  update?: () => void;
}

const WORKER_URL = '/sw.js';

/** When the first visit's files could not all be fetched, the rest is asked for again after this time. */
const RETRY_MS = 5_000;

/** Registers the service worker (in the built app only) and reports to `onState` how far the app is offline. */
export function registerOffline(onState: (state: OfflineState) => void): void {
  let state: OfflineState = { status: 'unavailable' };
  const tell = (news: Partial<OfflineState>) => onState((state = { ...state, ...news }));
  tell({});
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const workbox = new Workbox(WORKER_URL);
  const first = !serviceWorker.controller;
  if (first) tell({ status: 'storing' });
  // An active worker has stored everything. Its events can have passed before this page listened, another tab's too.
  serviceWorker.ready.then(() => tell({ status: 'stored' }));
  // A worker that could not store everything is thrown away; what it did store is not fetched again.
  workbox.addEventListener('redundant', async () => {
    if (!(await serviceWorker.getRegistration())?.active) setTimeout(storeRest, RETRY_MS);
  });
  const reload = () => location.reload();
  workbox.addEventListener('waiting', () =>
    tell({
      update() {
        serviceWorker.addEventListener('controllerchange', reload);
        workbox.messageSkipWaiting();
      },
    }),
  );
  // Another tab took the new version; this one goes on with the old until it is reloaded.
  serviceWorker.addEventListener('controllerchange', () => first || tell({ update: reload }));
  workbox.register().catch(() => tell({ status: 'unavailable' }));
}

/**
 * Resolves when a reload would make this page cross-origin isolated: the service worker, which adds the headers
 * that the server did not send, is active. Never resolves where there is none, or nothing to gain.
 */
export async function reloadIsolates(): Promise<void> {
  // A page that already came through the service worker has nothing to gain from coming again.
  if (crossOriginIsolated || !navigator.serviceWorker || navigator.serviceWorker.controller)
    return new Promise(() => {});
  await navigator.serviceWorker.ready;
}

/** Lets new workers store what is missing, one after the other, until one has everything. */
async function storeRest(): Promise<void> {
  const again = () => setTimeout(storeRest, RETRY_MS);
  try {
    const registration = await navigator.serviceWorker.register(WORKER_URL);
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'redundant' && !registration.active) again();
    });
  } catch {
    // The host is gone for now.
    again();
  }
}
