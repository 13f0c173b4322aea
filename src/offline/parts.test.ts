import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { cut } from './build/base-parts';
import { PartStore, type Platform } from './parts';

const FILE = Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * 7) % 251));
const PARTS = cut(FILE, 400);

/** What a cache holds; `full` refuses to hold more. */
class FakeCache {
  readonly held = new Map<string, Uint8Array<ArrayBuffer>>();
  full = false;

  async match(key: string) {
    const bytes = this.held.get(key);
    return bytes && new Response(bytes);
  }
  async put(key: string, response: Response) {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.held.set(key, new Uint8Array(await response.arrayBuffer()));
  }
  async delete(key: string | Request) {
    return this.held.delete(typeof key === 'string' ? key : new URL(key.url).pathname);
  }
  async keys() {
    return [...this.held.keys()].map((key) => new Request(`http://localhost${key}`));
  }
}

/** What the host makes of a request, the first one first; then all is well. */
type Fate = 'offline' | 'missing' | 'cut' | 'short' | 'long' | 'damaged';

let cache: FakeCache;
let asked: string[];
let modes: (RequestCache | undefined)[];
let pauses: number[];
let fates: (Fate | undefined)[];
let platform: Platform;

beforeEach(() => {
  cache = new FakeCache();
  asked = [];
  modes = [];
  pauses = [];
  fates = [];
  let last: Promise<unknown> = Promise.resolve();
  platform = {
    fetch: async (url, options) => answer(String(url), options),
    caches: { open: async () => cache as unknown as Cache },
    locks: {
      request: (_: string, _options: unknown, work: () => Promise<unknown>) =>
        (last = last.catch(() => {}).then(work)),
    } as Platform['locks'],
    estimate: async () => ({ quota: 10_000, usage: 0 }),
    sha256: async (bytes) => createHash('sha256').update(bytes).digest('hex'),
    wait: async (ms) => void pauses.push(ms),
    now: () => 0,
  };
});

function answer(url: string, options?: RequestInit): Response {
  asked.push(url);
  modes.push(options?.cache);
  const { contents } = PARTS.find((part) => part.url === url)!;
  const bytes = Uint8Array.from(contents);
  switch (fates.shift()) {
    case 'offline':
      throw new TypeError('Failed to fetch');
    case 'missing':
      return new Response('', { status: 404 });
    case 'short':
      return new Response(bytes.subarray(0, 100));
    case 'long':
      return new Response(new Uint8Array(500));
    case 'damaged':
      bytes[50] ^= 1;
      return new Response(bytes);
    case 'cut': {
      let sent = false;
      const pull = (controller: ReadableStreamDefaultController) => {
        if (sent) controller.error(new TypeError('network error'));
        else controller.enqueue(bytes.subarray(0, 100));
        sent = true;
      };
      return new Response(new ReadableStream({ pull }));
    }
    default:
      return new Response(bytes);
  }
}

const load = async (store = new PartStore(PARTS, platform), keeps = true) => {
  const { bytes, kept } = await store.load(() => {}, keeps);
  expect(Buffer.from(bytes).equals(FILE)).toBe(true);
  return kept;
};
const names = () => [...cache.held.keys()].sort();
const expected = PARTS.map(({ sha256 }) => `/base/${sha256}`).sort();

test('all parts are fetched once and kept, and the next time none is', async () => {
  expect(await load()).toBe(true);
  expect(asked).toEqual(PARTS.map(({ url }) => url));
  expect(names()).toEqual(expected);
  expect(await load()).toBe(true);
  expect(asked).toHaveLength(PARTS.length);
});

test.each<Fate>(['offline', 'missing', 'cut', 'short', 'long', 'damaged'])(
  'a part that comes %s is fetched again after a pause',
  async (fate) => {
    fates = [undefined, fate, fate];
    expect(await load()).toBe(true);
    expect(asked).toHaveLength(PARTS.length + 2);
    expect(pauses).toEqual([500, 2000]);
    expect(names()).toEqual(expected);
  },
);

test('after some tries it gives up, and goes on from there when asked', async () => {
  fates = [undefined, 'cut', 'offline', 'short', 'offline'];
  const store = new PartStore(PARTS, platform);
  await expect(store.load()).rejects.toMatchObject({ name: 'PartsError', reason: 'unreachable' });
  expect(names()).toHaveLength(1);
  asked = [];
  expect(await load(store)).toBe(true);
  expect(asked).toEqual(PARTS.slice(1).map(({ url }) => url));
});

test('it goes on from there without a cache, too', async () => {
  platform.caches = undefined;
  fates = [undefined, 'damaged', 'damaged', 'damaged', 'damaged'];
  const store = new PartStore(PARTS, platform);
  await expect(store.load()).rejects.toMatchObject({ reason: 'damaged' });
  asked = [];
  expect(await load(store)).toBe(false);
  expect(asked).toEqual(PARTS.slice(1).map(({ url }) => url));
});

test('what is damaged in the cache is thrown away and fetched again', async () => {
  await load();
  const [first, second] = PARTS.map(({ sha256 }) => `/base/${sha256}`);
  cache.held.get(first)![3] ^= 1;
  cache.held.set(second, new Uint8Array(10));
  asked = [];
  expect(await load()).toBe(true);
  expect(asked).toEqual(PARTS.slice(0, 2).map(({ url }) => url));
  expect(Buffer.from(cache.held.get(first)!).equals(PARTS[0].contents)).toBe(true);
});

test('parts of another base go when the new ones are complete, and not before', async () => {
  const old = cut(Buffer.alloc(500, 9), 400).map(({ sha256 }) => `/base/${sha256}`);
  for (const name of old) cache.held.set(name, new Uint8Array(4));
  fates = [undefined, 'offline', 'offline', 'offline', 'offline'];
  const store = new PartStore(PARTS, platform);
  await expect(store.load()).rejects.toThrow('base/unreachable');
  expect(names()).toEqual(expect.arrayContaining(old));
  await load(store);
  expect(names()).toEqual(expected);
});

test('no room is told before a byte is fetched; without keeping it works', async () => {
  platform.estimate = async () => ({ quota: 2e6, usage: 5e6 });
  const store = new PartStore(PARTS, platform);
  await expect(store.load()).rejects.toMatchObject({
    reason: 'no-room',
    details: { bytes: 3_001_000 },
  });
  expect(asked).toEqual([]);
  expect(await load(store, false)).toBe(false);
  expect(names()).toEqual([]);
  // What is kept needs no more room.
  platform.estimate = async () => ({ quota: 10_000, usage: 0 });
  await load();
  platform.estimate = async () => ({ quota: 0, usage: 1000 });
  expect(await load()).toBe(true);
});

test('a disk that fills up in the middle keeps nothing more, and the file is there all the same', async () => {
  cache.full = true;
  expect(await load()).toBe(false);
  cache.full = false;
  expect(await load()).toBe(true);
});

test('two tabs at once do not fetch twice', async () => {
  expect(await Promise.all([load(), load()])).toEqual([true, true]);
  expect(asked).toHaveLength(PARTS.length);
});

test("the browser's own cache neither doubles what is kept nor gives damage back", async () => {
  fates = ['damaged'];
  await load();
  expect(new Set(modes)).toEqual(new Set(['no-store']));
  platform.caches = undefined;
  modes = [];
  fates = ['damaged'];
  await load();
  expect(modes).toEqual(['default', 'reload', 'default', 'default']);
});

test('an insecure address, which offers neither hashes nor caches, still checks lengths', async () => {
  platform = { fetch: platform.fetch, wait: platform.wait, now: platform.now };
  fates = ['short', 'long'];
  expect(await load()).toBe(false);
  expect(asked).toHaveLength(PARTS.length + 2);
});

test('progress never counts a broken part, and gives the time that is left', async () => {
  let time = 0;
  platform.now = () => (time += 500);
  fates = [undefined, 'cut'];
  const heard: number[] = [];
  let left: (number | undefined)[] = [];
  await new PartStore(PARTS, platform).load(({ bytes, secondsLeft }) => {
    heard.push(bytes);
    left = [...left, secondsLeft];
  });
  expect(heard).toEqual([0, 400, 400, 500, 400, 800, 800, 1000]);
  expect(left.at(-1)).toBe(0);
  // 900 bytes were fetched in 2.5 s, and 200 are to come.
  expect(left.at(-2)).toBeCloseTo((2.5 * 200) / 900, 6);
});

test('what is kept is counted by its hashes, and nothing is fetched or thrown away for it', async () => {
  const store = new PartStore(PARTS, platform);
  expect(await store.countKept()).toEqual({ kept: 0, parts: PARTS.length });
  await store.load();
  asked = [];
  expect(await store.countKept()).toEqual({ kept: PARTS.length, parts: PARTS.length });
  cache.held.get(expected[0])![3] ^= 1;
  cache.held.delete(expected[1]);
  expect(await store.countKept()).toEqual({ kept: PARTS.length - 2, parts: PARTS.length });
  expect(names()).toHaveLength(PARTS.length - 1);
  expect(asked).toEqual([]);
  platform.caches = undefined;
  expect(await new PartStore(PARTS, platform).countKept()).toEqual({ kept: 0, parts: PARTS.length });
});
