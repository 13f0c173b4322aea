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

/** Registers the service worker (in the built app only) and tells `onState` how far the app is offline. */
export function registerOffline(onState: (state: OfflineState) => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    onState({ status: 'unavailable' });
    return;
  }
  const workbox = new Workbox('/sw.js');
  onState({ status: navigator.serviceWorker.controller ? 'ready' : 'storing' });
  workbox.addEventListener('activated', () => onState({ status: 'ready' }));
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
