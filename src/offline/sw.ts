import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { withHeaders } from './headers';
import type { NotStored, Trouble } from './storing';

interface Entry {
  url: string;
  revision: string | null;
  integrity: string;
}

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: Entry[] };

const FILES: Entry[] = self.__WB_MANIFEST;

/** The files of the version before, for tabs that were opened with it and still ask for some. */
const BEFORE = 'swantham-before';

self.addEventListener('install', (event) => event.waitUntil(keepBefore()));

/**
 * Everything the app is made of but the base, which the page keeps, is cached in one visit and served from there; the
 * browser checks each file against its hash.
 */
cleanupOutdatedCaches();
addPlugins([
  {
    handlerWillRespond: async ({ response }) => withHeaders(response),
    handlerDidError: async ({ request, error }) => {
      const trouble = await whyNotStored(request, error);
      // A new version that cannot be stored is in nobody's way.
      if (!self.registration.active) await tellPages({ type: 'NOT_STORED', trouble });
      return undefined;
    },
  },
]);
precacheAndRoute(FILES);
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));
registerRoute(
  ({ sameOrigin, url }) =>
    sameOrigin && url.pathname.startsWith('/assets/') && !url.pathname.endsWith('.part'),
  async ({ request }) => {
    const old = await (await caches.open(BEFORE)).match(request);
    return withHeaders(old ?? (await fetch(request)));
  },
);

/** A new version waits until the page says that the student agreed to it. */
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') self.skipWaiting();
});

/** Before this version's files replace them, those of the one before are put aside, unless they are the same. */
async function keepBefore(): Promise<void> {
  const names = await caches.keys();
  const current = names.find((name) => name.startsWith('workbox-precache'));
  await caches.delete(BEFORE);
  if (!current) return;
  const [files, before] = await Promise.all([caches.open(current), caches.open(BEFORE)]);
  const ours = new Set(FILES.map(({ url }) => new URL(url, self.location.href).href));
  for (const request of await files.keys()) {
    if (!new URL(request.url).pathname.startsWith('/assets/') || ours.has(request.url)) continue;
    const response = await files.match(request);
    if (response) await before.put(request, response);
  }
}

/**
 * What is in the way of a file that could not be stored. It is fetched anew: a damaged one may be in the browser's own
 * cache, where the next try would find it again.
 */
async function whyNotStored({ url }: Request, error: Error): Promise<Trouble> {
  if (error.name === 'QuotaExceededError') return 'full';
  const response = await fetch(url, { cache: 'reload' }).catch(() => undefined);
  const bytes = response?.ok && (await response.arrayBuffer().catch(() => undefined));
  if (!bytes) return 'unreachable';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hash = `sha256-${btoa(String.fromCharCode(...digest))}`;
  const wanted = FILES.find((file) => new URL(file.url, self.location.href).href === url)?.integrity;
  return hash === wanted ? 'unreachable' : 'changed';
}

async function tellPages(message: NotStored): Promise<void> {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage(message);
}
