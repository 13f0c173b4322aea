/** Headers under which a page is cross-origin isolated and may share memory between threads. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The same response with these headers, whatever the server sent: plain static hosts send none. */
export function isolated(response: Response): Response {
  // An opaque answer cannot be made anew.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
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
