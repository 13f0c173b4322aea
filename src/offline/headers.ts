/** Headers under which a page is cross-origin isolated and may share memory between threads. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * What a page and its workers may load and run: what came with the app, and nothing else. WebAssembly is compiled;
 * text never becomes a script. The one Trusted Types policy is that of `own-scripts.ts`.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  'trusted-types default',
  "require-trusted-types-for 'script'",
];

/** The policy as the page itself can carry it, for hosts that send no headers; who may frame it only a header can say. */
export const META_POLICY = POLICY.join('; ');

/** What every answer with a part of the built app bears, from a server, or the service worker. */
export const HEADERS: Readonly<Record<string, string>> = {
  ...ISOLATION_HEADERS,
  'Content-Security-Policy': [...POLICY, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The same response with these headers, whatever the server sent: plain static hosts send none. */
export function withHeaders(response: Response): Response {
  // An opaque answer cannot be made anew.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
