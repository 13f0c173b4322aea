import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wipe } from './wipe';

const refused = async () => {
  throw new DOMException('Security error when calling GetDirectory', 'SecurityError');
};

/** What the page finds, as a browser that refuses nothing has it. */
let small: Map<string, string>[];
let files: Set<string>;
let cached: Set<string>;
let workers: Set<string>;
let cookies: Map<string, string>;
let storage: { getDirectory?: () => Promise<unknown> };

const asStorage = (map: Map<string, string>) => ({ clear: () => map.clear() });

beforeEach(async () => {
  small = [new Map([['a', '1']]), new Map([['b', '2']])];
  files = new Set(['one', 'two']);
  cached = new Set(['swantham-base', 'workbox-precache']);
  workers = new Set(['/']);
  cookies = new Map([
    ['session', 'x'],
    ['theme', 'y'],
  ]);
  storage = {
    getDirectory: async () => ({
      keys: async function* () {
        yield* [...files];
      },
      removeEntry: async (name: string) => void files.delete(name),
    }),
  };
  vi.stubGlobal('localStorage', asStorage(small[0]));
  vi.stubGlobal('sessionStorage', asStorage(small[1]));
  vi.stubGlobal('navigator', {
    storage,
    serviceWorker: {
      getRegistrations: async () =>
        [...workers].map((scope) => ({ unregister: async () => workers.delete(scope) })),
    },
  });
  vi.stubGlobal('caches', {
    keys: async () => [...cached],
    delete: async (name: string) => cached.delete(name),
  });
  vi.stubGlobal('document', {
    get cookie() {
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    set cookie(written: string) {
      if (/max-age=0/.test(written)) cookies.delete(written.split('=')[0]);
    },
  });
  for (const name of ['swantham', 'another']) (await openDB(name, 1)).close();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const databases = async () => (await indexedDB.databases()).map(({ name }) => name);
const nothing = { left: [], closed: [] };

test('every place is emptied; the app stays unless it is to go, too', async () => {
  expect(await wipe({ app: false })).toEqual(nothing);
  expect(await databases()).toEqual([]);
  expect([...files, ...small[0].keys(), ...small[1].keys(), ...cookies.keys()]).toEqual([]);
  expect([cached.size, workers.size]).toEqual([2, 1]);
  expect(await wipe({ app: true })).toEqual(nothing);
  expect([cached.size, workers.size]).toEqual([0, 0]);
});

test('a place that the browser keeps closed is told, and the others are emptied all the same', async () => {
  storage.getDirectory = refused;
  Object.assign(caches, { keys: refused });
  vi.stubGlobal('localStorage', undefined);
  expect(await wipe({ app: true })).toEqual({ left: [], closed: ['files', 'notes', 'app'] });
  expect(await databases()).toEqual([]);
  expect([workers.size, small[1].size, cookies.size]).toEqual([0, 0, 0]);
});

test('where databases are not listed, that of the app is deleted all the same', async () => {
  const listed = vi.spyOn(indexedDB, 'databases');
  listed.mockImplementation(refused);
  expect(await wipe({ app: false })).toEqual(nothing);
  Object.assign(indexedDB, { databases: undefined });
  expect(await wipe({ app: false })).toEqual(nothing);
  Reflect.deleteProperty(indexedDB, 'databases');
  listed.mockRestore();
  expect(await databases()).toEqual(['another']);
});

test('what another tab holds on to is named, with or without a list, and the rest goes', async () => {
  const held = await openDB('another', 1);
  expect(await wipe({ app: false })).toEqual({ left: ['another'], closed: [] });
  const own = await openDB('swantham', 1);
  vi.spyOn(indexedDB, 'databases').mockImplementation(refused);
  expect(await wipe({ app: false })).toEqual({ left: ['swantham'], closed: [] });
  vi.restoreAllMocks();
  expect(files.size).toBe(0);
  held.close();
  own.close();
  expect(await wipe({ app: false })).toEqual(nothing);
  expect(await databases()).toEqual([]);
});
