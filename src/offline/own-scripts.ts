/**
 * The one Trusted Types policy of a page or worker: a script is started only from a file of the app, and no text
 * becomes HTML. It is the default one, so that it also holds for libraries that know nothing of Trusted Types:
 * onnxruntime-web starts its threads, workbox-window registers the service worker, and react-aria empties what it
 * had read out by setting it to an empty text. To be imported before anything else; browsers without Trusted Types do without.
 */
(self as unknown as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
  createHTML: (html) => (html === '' ? html : null),
  createScriptURL: (url) => (isOwn(new URL(url, self.location.href)) ? url : null),
});

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: Record<'createHTML' | 'createScriptURL', (value: string) => string | null>,
  ): void;
}

function isOwn({ origin, pathname }: URL): boolean {
  return origin === self.location.origin && (pathname === '/sw.js' || pathname.startsWith('/assets/'));
}
