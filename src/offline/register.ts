import { Workbox } from 'workbox-window';
import { storeApp, type Trouble } from './storing';

/** What the service worker has to say to the screen. */
export interface OfflineState {
  /**
   * - `unavailable`: this browser has no service workers, or this is the development server;
   * - `refused`: it has, but not in this window: a private one, or one that forgets everything when it is closed;
   * - `storing`: the first visit's files are being stored;
   * - `stored`: the app's files are here; it opens without a network if the base is kept, too;
   * - `failed`: they could not be stored, several times; see `trouble`.
   */
  status: 'unavailable' | 'refused' | 'storing' | 'stored' | 'failed';
  /** A new version is stored and waits for consent: this activates it and reloads the page. */
  update?: () => void;
  /** What is in the way, and how to begin again. */
  trouble?: { reason: Trouble; tryAgain: () => void };
}

const WORKER_URL = '/sw.js';

let state: OfflineState = { status: 'unavailable' };
const listeners = new Set<() => void>();

/** How far the app is offline. */
export const offlineState = (): OfflineState => state;

/** Calls `onChange` when that changes; returns how to stop it. */
export function subscribeToOffline(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

function tell(news: Partial<OfflineState>): void {
  state = { ...state, ...news };
  for (const listener of listeners) listener();
}

/** Registers the service worker, in the built app only. */
export function registerOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const workbox = new Workbox(WORKER_URL);
  const first = !serviceWorker.controller;
  // An active worker has stored everything. Its events can have passed before this page listened, another tab's too.
  whenActive().then(() => tell({ status: 'stored', trouble: undefined }));
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

  // Workbox takes one registration; it hears of updates by it.
  let register: () => Promise<ServiceWorkerRegistration> = async () => {
    register = () => serviceWorker.register(WORKER_URL);
    return (await workbox.register()) ?? register();
  };
  const store = async () => {
    if (first) tell({ status: 'storing', trouble: undefined });
    const outcome = await storeApp({
      register: () => register(),
      workers: serviceWorker,
      fetchScript: () => fetch(WORKER_URL, { cache: 'no-store' }),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    // What is active already goes on without its host.
    if (state.status === 'stored') return;
    if (outcome === 'stored' || outcome === 'refused') tell({ status: outcome });
    else tell({ status: 'failed', trouble: { reason: outcome, tryAgain: store } });
  };
  store();
  addEventListener('online', () => state.trouble?.tryAgain());
}

/**
 * Resolves when a reload would make this page cross-origin isolated: the service worker, which adds the headers
 * that the server did not send, is active. Never resolves where there is none, or nothing to gain.
 */
export async function reloadIsolates(): Promise<void> {
  // A page that already came through the service worker has nothing to gain from coming again.
  if (crossOriginIsolated || !navigator.serviceWorker || navigator.serviceWorker.controller)
    return new Promise(() => {});
  await whenActive();
}

/** Resolves when a service worker is active. Never resolves where the browser refuses them. */
async function whenActive(): Promise<void> {
  try {
    await navigator.serviceWorker.ready;
  } catch {
    return new Promise(() => {});
  }
}
