import { Workbox } from 'workbox-window';

/** What the service worker has to say to the screen. */
export type OfflineState =
  /** Not registered: an insecure address, a private window, or the development server. */
  | { status: 'unavailable' }
  /** The first visit's files are being stored. */
  | { status: 'storing' }
  /** Everything is stored; the app opens without a network. */
  | { status: 'ready' }
  /** A new version is stored and waits for consent; `update` activates it and reloads the page. */
  | { status: 'update'; update: () => void };

const WORKER_URL = '/sw.js';

/** When the first visit's files could not all be fetched, the rest is asked for again after this time. */
const RETRY_MS = 5_000;

/** Registers the service worker (in the built app only) and tells `onState` how far the app is offline. */
export function registerOffline(onState: (state: OfflineState) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    onState({ status: 'unavailable' });
    return;
  }
  const { serviceWorker } = navigator;
  const workbox = new Workbox(WORKER_URL);
  if (!serviceWorker.controller) onState({ status: 'storing' });
  // An active worker has stored everything. Its events can have passed before this page listened, another tab's too.
  serviceWorker.ready.then(() => onState({ status: 'ready' }));
  // A worker that could not store everything is thrown away; what it did store is not fetched again.
  workbox.addEventListener('redundant', async () => {
    if (!(await serviceWorker.getRegistration())?.active)
      setTimeout(() => serviceWorker.register(WORKER_URL).catch(() => {}), RETRY_MS);
  });
  workbox.addEventListener('waiting', () =>
    onState({
      status: 'update',
      update() {
        workbox.addEventListener('controlling', () => location.reload());
        workbox.messageSkipWaiting();
      },
    }),
  );
  workbox.register().catch(() => onState({ status: 'unavailable' }));
}
