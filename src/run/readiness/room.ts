import { ROOM } from './judge';

/** A cache that is there for a moment. What browsers say of free room is rounded, or made up; so some is written. */
const NAME = 'swantham-room';
/** So much is in memory at once. Random bytes, so that no disk makes them smaller. */
const CHUNK_BYTES = 65_536;

/**
 * How many bytes could be written of those that a large model takes, or else of those that small ones take. All of it is
 * deleted again. Undefined where this browser has no caches.
 */
export async function tryRoom(
  caches: CacheStorage | undefined = globalThis.caches,
): Promise<number | undefined> {
  if (!caches) return undefined;
  try {
    for (const bytes of [ROOM.large, ROOM.small]) if (await fits(bytes, caches)) return bytes;
    return 0;
  } finally {
    await caches.delete(NAME).catch(() => false);
  }
}

async function fits(bytes: number, caches: CacheStorage): Promise<boolean> {
  try {
    const cache = await caches.open(NAME);
    await cache.put('/room', new Response(randomStream(bytes)));
    return true;
  } catch {
    return false;
  } finally {
    await caches.delete(NAME).catch(() => false);
  }
}

function randomStream(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(crypto.getRandomValues(new Uint8Array(Math.min(left, CHUNK_BYTES))));
      left -= CHUNK_BYTES;
      if (left <= 0) controller.close();
    },
  });
}
