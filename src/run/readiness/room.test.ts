import { beforeEach, expect, test } from 'vitest';
import { ROOM } from './judge';
import { tryRoom } from './room';

/** How many bytes fit, and what is there. */
let room: number;
let held: Map<string, number>;

const caches = {
  open: async (name: string) => ({
    async put(_: string, response: Response) {
      let bytes = 0;
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > room) throw new DOMException('full', 'QuotaExceededError');
      }
      held.set(name, bytes);
    },
  }),
  delete: async (name: string) => held.delete(name),
} as unknown as CacheStorage;

beforeEach(() => {
  held = new Map();
});

test.each([
  [1e9, ROOM.large],
  [ROOM.large - 1, ROOM.small],
  [100, 0],
])('with room for %d bytes, %d are written, and nothing stays', async (bytes, written) => {
  room = bytes;
  expect(await tryRoom(caches)).toBe(written);
  expect(held.size).toBe(0);
});

test('where there are no caches it says nothing', async () => {
  expect(await tryRoom(undefined)).toBeUndefined();
});
