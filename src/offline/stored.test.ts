import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askStored, checkStored, integrityOf, type Shelf } from './stored';

const CONTENTS: Record<string, string> = { 'index.html': '<p>', 'a.js': 'a()', 'b.js': 'b()' };
const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const FILES = Object.entries(CONTENTS).map(([url, text]) => ({ url, integrity: hash(text) }));

let held: Map<string, string>;
let fetched: string[];
let shelf: Shelf;

beforeEach(() => {
  held = new Map(Object.entries(CONTENTS));
  fetched = [];
  shelf = {
    read: async (url) => (held.has(url) ? new Response(held.get(url)) : undefined),
    async fetchAgain({ url }) {
      fetched.push(url);
      held.set(url, CONTENTS[url]);
    },
  };
});

afterEach(() => void vi.unstubAllGlobals());

test('a hash is written as the build writes it', async () => {
  expect(await integrityOf(new TextEncoder().encode('a()').buffer as ArrayBuffer)).toBe(hash('a()'));
});

test('files that are missing, changed or unreadable are counted', async () => {
  expect(await checkStored(FILES, shelf, false)).toEqual({ files: 3, wrong: 0 });
  held.set('a.js', 'a();');
  held.delete('b.js');
  expect(await checkStored(FILES, shelf, false)).toEqual({ files: 3, wrong: 2 });
  shelf.read = async () => {
    throw new DOMException('', 'NotReadableError');
  };
  expect(await checkStored(FILES, shelf, false)).toEqual({ files: 3, wrong: 3 });
  expect(fetched).toEqual([]);
});

test('only what is wrong is fetched again, and what does not come stays wrong', async () => {
  held.set('a.js', 'a();');
  held.delete('b.js');
  expect(await checkStored(FILES, shelf, true)).toEqual({ files: 3, wrong: 0 });
  expect(fetched).toEqual(['a.js', 'b.js']);
  held.delete('b.js');
  shelf.fetchAgain = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await checkStored(FILES, shelf, true)).toEqual({ files: 3, wrong: 1 });
});

test('the page hears what the service worker found, and nothing where there is none', async () => {
  vi.stubGlobal('navigator', {});
  expect(await askStored()).toBeUndefined();
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => ({ active: null }) } });
  expect(await askStored()).toBeUndefined();
  const active = {
    postMessage: async ({ repairs }: { repairs: boolean }, [port]: MessagePort[]) =>
      port.postMessage(await checkStored(FILES, shelf, repairs)),
  };
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => ({ active }) } });
  held.delete('b.js');
  expect(await askStored()).toEqual({ files: 3, wrong: 1 });
  expect(await askStored(true)).toEqual({ files: 3, wrong: 0 });
});
