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
