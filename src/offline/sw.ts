import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  getCacheKeyForURL,
  matchPrecache,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { withHeaders } from './headers';
import { type CheckStored, checkStored, integrityOf, type StoredFile } from './stored';
import type { NotStored, Trouble } from './storing';

interface Entry extends StoredFile {
  revision: string | null;
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

/** A new version waits until the page says that the student agreed to it. A page may also ask whether all files are here. */
self.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') self.skipWaiting();
  if (event.data?.type === 'CHECK_STORED') event.waitUntil(answer(event.data, event.ports[0]));
});

async function answer({ repairs }: CheckStored, port: MessagePort): Promise<void> {
  port.postMessage(await checkStored(FILES, { read: matchPrecache, fetchAgain }, repairs));
}

async function fetchAgain({ url, integrity }: StoredFile): Promise<void> {
  const key = getCacheKeyForURL(url);
  const name = await precacheName();
  if (!key || !name) return;
  const response = await fetch(url, { integrity, cache: 'reload' });
  if (response.ok) await (await caches.open(name)).put(key, response);
}

/** Workbox names its cache after the address of the app. */
const precacheName = async () => (await caches.keys()).find((name) => name.startsWith('workbox-precache'));

/** Before this version's files replace them, those of the one before are put aside, unless they are the same. */
async function keepBefore(): Promise<void> {
  const current = await precacheName();
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
  const hash = await integrityOf(bytes);
  const wanted = FILES.find((file) => new URL(file.url, self.location.href).href === url)?.integrity;
  return hash === wanted ? 'unreachable' : 'changed';
}

async function tellPages(message: NotStored): Promise<void> {
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage(message);
}
