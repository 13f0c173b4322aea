import { UserError } from '../model/user-error';
import { type TurnsPlatform, takeTurns } from './turns';

/** A piece of the base's weights, as the host has it. */
export interface Part {
  url: string;
  bytes: number;
  /** In hexadecimal. */
  sha256: string;
}

/** How far the base has come: bytes that are here, and the seconds for the rest once they can be told. */
export interface PartsProgress {
  bytes: number;
  secondsLeft?: number;
}

/** What the store works with: the browser, or a test's idea of one. What a browser lacks is left out. */
export interface Platform extends TurnsPlatform {
  fetch: typeof fetch;
  caches?: Pick<CacheStorage, 'open'>;
  estimate?: () => Promise<StorageEstimate>;
  /** Without it, as on insecure addresses, only lengths are checked. */
  sha256?: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** Resolves after some milliseconds. */
  wait: (ms: number) => Promise<void>;
}

export type PartsFailure = 'unreachable' | 'damaged' | 'no-room';

/** The parts could not be brought together. Without room, `bytes` is how many are missing. */
export class PartsError extends UserError<'base', PartsFailure> {
  constructor(reason: PartsFailure, details?: { bytes: number }) {
    super('base', reason, details);
  }
}

/** A cache of its own: it belongs to no version of the app, so that an update does not fetch the base again. */
const CACHE = 'swantham-base';

/** A part is asked for so often, with such pauses between, in milliseconds. */
const PAUSES_MS = [500, 2_000, 5_000];
/** A host that sends nothing for so long has gone, in milliseconds. */
const SILENCE_MS = 30_000;
/** A speed is worth telling after so long, in milliseconds. */
const TELLING_MS = 1_000;

/** What is together so far. */
interface Gathered {
  bytes: Uint8Array<ArrayBuffer>;
  /** The parts that are verified and in their place. */
  here: Set<Part>;
}

/**
 * Brings a large file together from verified parts and keeps them in the browser. A part that is cut or damaged, on
 * the way or in the cache, is fetched again; one that is kept is not. After a failure the next `load` goes on from there.
 */
export class PartStore {
  private readonly size: number;
  private readonly offsets = new Map<Part, number>();
  /** What a `load` that failed had together. */
  private left: Gathered | undefined;

  constructor(
    private readonly parts: readonly Part[],
    private readonly platform: Platform,
  ) {
    this.size = 0;
    for (const part of parts) {
      this.offsets.set(part, this.size);
      this.size += part.bytes;
    }
  }

  /**
   * The whole file, and whether all of it is kept for the next time. `keeps`: whether it is to be, if the browser
   * can. Rejects with a `PartsError`: 'no-room' before anything is fetched.
   */
  async load(
    onProgress: (progress: PartsProgress) => void = () => {},
    keeps = true,
  ): Promise<{ bytes: ArrayBuffer; kept: boolean }> {
    const cache = keeps ? await this.platform.caches?.open(CACHE).catch(() => undefined) : undefined;
    const gathered = this.left ?? { bytes: new Uint8Array(this.size), here: new Set() };
    this.left = undefined;
    const { here } = gathered;
    const kept = new Set<Part>();
    try {
      if (cache)
        await Promise.all(
          this.parts.map(async (part) => {
            if (await this.readKept(part, cache, gathered)) kept.add(part);
          }),
        );
      const pending = this.parts.filter((part) => !here.has(part));
      if (cache) await this.checkRoom(pending);
      const tell = this.teller(gathered, onProgress);
      for (const part of pending) if (await this.bringInTurn(part, cache, gathered, tell)) kept.add(part);
      // What an earlier load had to go on without keeping.
      for (const part of this.parts)
        if (cache && !kept.has(part) && (await this.keep(part, cache, gathered))) kept.add(part);
    } catch (error) {
      this.left = gathered;
      throw error;
    }
    const complete = kept.size === this.parts.length;
    if (cache && complete) await this.dropOthers(cache).catch(() => {});
    return { bytes: gathered.bytes.buffer, kept: complete };
  }

  /** How many of the parts lie in the browser as they should. Fetches and changes nothing. */
  async countKept(): Promise<{ kept: number; parts: number }> {
    const parts = this.parts.length;
    const cache = await this.platform.caches?.open(CACHE).catch(() => undefined);
    if (!cache) return { kept: 0, parts };
    let kept = 0;
    // One after the other: all of them at once would take their size of memory.
    for (const part of this.parts) {
      const response = await cache.match(keyOf(part)).catch(() => undefined);
      const bytes = await response?.arrayBuffer().catch(() => undefined);
      if (bytes && (await this.isRight(part, new Uint8Array(bytes)))) kept++;
    }
    return { kept, parts };
  }

  /** Two tabs do not fetch the same part: one waits, and then finds what the other kept. */
  private async bringInTurn(
    part: Part,
    cache: Cache | undefined,
    gathered: Gathered,
    tell: (arrived: number) => void,
  ): Promise<boolean> {
    // Where nothing is kept, no tab finds what another has fetched.
    if (!cache) return this.bring(part, cache, gathered, tell);
    const work = (tellOthers: (arrived: number) => void) =>
      this.bring(part, cache, gathered, (arrived) => {
        tell(arrived);
        tellOthers(arrived);
      });
    return takeTurns(`${CACHE} ${part.sha256}`, this.platform, work, tell);
  }

  /** Gets a part from another tab's work or from the host; returns whether it is kept. */
  private async bring(
    part: Part,
    cache: Cache | undefined,
    gathered: Gathered,
    tell: (arrived: number) => void,
  ): Promise<boolean> {
    if (cache && (await this.readKept(part, cache, gathered))) return true;
    await this.fetchPart(part, cache !== undefined, gathered, tell);
    return cache !== undefined && (await this.keep(part, cache, gathered));
  }

  private async fetchPart(
    part: Part,
    kept: boolean,
    gathered: Gathered,
    tell: (arrived: number) => void,
  ): Promise<void> {
    const into = this.place(part, gathered);
    for (let tries = 0; ; tries++) {
      const failure = await this.tryToFetch(part, into, cacheMode(kept, tries), tell);
      if (!failure) break;
      if (tries === PAUSES_MS.length) throw failure;
      await this.platform.wait(PAUSES_MS[tries]);
    }
    gathered.here.add(part);
  }

  private async tryToFetch(
    part: Part,
    into: Uint8Array<ArrayBuffer>,
    cache: RequestCache,
    tell: (arrived: number) => void,
  ): Promise<PartsError | undefined> {
    const silent = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE_MS);
    };
    let at = 0;
    tell(at);
    try {
      listen();
      const response = await this.platform.fetch(part.url, { cache, signal: silent.signal });
      if (!response.ok || !response.body) return new PartsError('unreachable');
      const reader = response.body.getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        listen();
        if (at + next.value.byteLength > part.bytes) return new PartsError('damaged');
        into.set(next.value, at);
        at += next.value.byteLength;
        tell(at);
      }
    } catch {
      return new PartsError('unreachable');
    } finally {
      clearTimeout(timer);
      // Where all has arrived, this does nothing.
      silent.abort();
    }
    // A host that hangs up without a word of how much it had to say.
    if (at < part.bytes) return new PartsError('unreachable');
    return (await this.isRight(part, into)) ? undefined : new PartsError('damaged');
  }

  /** Reads a part from the cache into its place; what is damaged there is thrown away. */
  private async readKept(part: Part, cache: Cache, gathered: Gathered): Promise<boolean> {
    try {
      const response = await cache.match(keyOf(part));
      if (!response) return false;
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (await this.isRight(part, bytes)) {
        this.place(part, gathered).set(bytes);
        gathered.here.add(part);
        return true;
      }
    } catch {
      // A cache that cannot be read holds nothing of use.
    }
    await cache.delete(keyOf(part)).catch(() => {});
    return false;
  }

  /** Keeps a part; false if there is no room after all. */
  private async keep(part: Part, cache: Cache, gathered: Gathered): Promise<boolean> {
    return cache.put(keyOf(part), new Response(this.place(part, gathered))).then(
      () => true,
      () => false,
    );
  }

  private async isRight({ bytes, sha256 }: Part, found: Uint8Array<ArrayBuffer>): Promise<boolean> {
    if (found.byteLength !== bytes) return false;
    return !this.platform.sha256 || (await this.platform.sha256(found)) === sha256;
  }

  private place(part: Part, { bytes }: Gathered): Uint8Array<ArrayBuffer> {
    const offset = this.offsets.get(part)!;
    return bytes.subarray(offset, offset + part.bytes);
  }

  private async checkRoom(pending: readonly Part[]): Promise<void> {
    const { quota, usage } = (await this.platform.estimate?.().catch(() => undefined)) ?? {};
    if (quota === undefined || usage === undefined) return;
    const short = usage + bytesOf(pending) - quota;
    if (short > 0 && pending.length > 0) throw new PartsError('no-room', { bytes: short });
  }

  /** Tells the bytes that are here with those `arrived` of the part under way, and how long the rest takes. */
  private teller({ here }: Gathered, onProgress: (progress: PartsProgress) => void) {
    let fetched = 0;
    let last = 0;
    let begin: number | undefined;
    return (arrived: number) => {
      fetched += Math.max(0, arrived - last);
      last = arrived;
      const bytes = bytesOf([...here]) + arrived;
      const now = this.platform.now();
      if (arrived > 0) begin ??= now;
      const passed = begin === undefined ? 0 : now - begin;
      const secondsLeft = passed < TELLING_MS ? undefined : ((this.size - bytes) / fetched) * (passed / 1000);
      onProgress({ bytes, secondsLeft });
    };
  }

  /** Throws away the parts of other bases. */
  private async dropOthers(cache: Cache): Promise<void> {
    const ours = new Set(this.parts.map(keyOf));
    for (const request of await cache.keys())
      if (!ours.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

/** A part's place in the cache is told by its contents, wherever the host has it. */
function keyOf({ sha256 }: Part): string {
  return `/base/${sha256}`;
}

/** What the browser's own cache is to do: it need not hold twice what is kept, and must not give back what was damaged. */
function cacheMode(kept: boolean, tries: number): RequestCache {
  if (kept) return 'no-store';
  return tries === 0 ? 'default' : 'reload';
}

function bytesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}
