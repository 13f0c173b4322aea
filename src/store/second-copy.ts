import { fromJson, toJson } from '../model/json';
import type { Schema } from './schema';

/** What is copied. Experiments are not: they can be run again. */
export const COPIED_STORES = ['profiles', 'texts', 'adapters', 'weights', 'memories'] as const;
export type CopiedStore = (typeof COPIED_STORES)[number];

/** A row as it lies in the database, sealed if it is sealed there. */
export type CopiedRow = {
  [Name in CopiedStore]: { store: Name; key: string; value: Schema[Name]['value'] };
}[CopiedStore];

/** A row that was written, or, without `value`, deleted. */
export type Change = { store: CopiedStore; key: string; value?: CopiedRow['value'] };

/** A larger row, as JSON, has no copy: norm-only models and most texts fit, LoRA and full fine-tuning do not. */
export const LARGEST_COPY = 600_000;
/** Browsers give an address five million characters. The rest is for the app's other small things. */
const ROOM = 4_000_000;

/**
 * Chromium writes at most ten megabytes of small storage in an hour and puts off what is more, so a text that is being
 * typed is not copied at every pause. In milliseconds.
 */
const SHORTEST_PAUSE_MS = 20_000;

/** In the place of a row that is too large. */
const TOO_LARGE = '';

/**
 * A second copy of what is small, in `localStorage`: the one place that was seen to survive when Chromium cleared
 * everything else of an address, its database included, on a full disk. It follows the database some seconds later, and is
 * safe from the next start of the browser on: before, it lies in a log that Chromium throws away if the disk is full.
 */
export class SecondCopy {
  readonly #prefix: string;
  readonly #waiting = new Map<string, string>();
  #last = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #others: BroadcastChannel;

  constructor(
    private readonly storage: Storage,
    database: string,
  ) {
    this.#prefix = `${database}-copy/`;
    this.#others = new BroadcastChannel(`${database}-copy`);
    // Another tab has written or deleted it since: what waits here would bring back what is deleted, or lies open.
    this.#others.onmessage = ({ data }: MessageEvent<string[]>) => {
      for (const place of data) this.#waiting.delete(place);
    };
    // The page may end before the next turn.
    if (typeof document !== 'undefined')
      document.addEventListener('visibilitychange', () => document.hidden && this.flush());
  }

  /** Follows what a transaction has written. */
  follow(changes: readonly Change[]): void {
    for (const { store, key, value } of changes) {
      if (value === undefined) this.forget(store, key);
      else this.#waiting.set(this.#place(store, key), size(value) > LARGEST_COPY ? TOO_LARGE : toJson(value));
    }
    this.#tell(changes.map(({ store, key }) => this.#place(store, key)));
    if (this.#waiting.size === 0) return;
    // A model comes once, a text at every pause of the person who types it; what a model forgets must not come back.
    const isModel = changes.some(({ store }) => store === 'weights' || store === 'memories');
    const wait = Math.max(0, this.#last + SHORTEST_PAUSE_MS - Date.now());
    if (isModel) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Deletes the copy of a row, before the row itself goes: what a student deleted must not come back. */
  forget(store: CopiedStore, key: string): void {
    const place = this.#place(store, key);
    this.#waiting.delete(place);
    attempt(() => this.storage.removeItem(place));
  }

  /** Writes now what waits for its turn. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.size === 0) return;
    let free = ROOM - this.#length();
    for (const [place, json] of this.#waiting) {
      const before = this.storage.getItem(place)?.length ?? 0;
      const fits = json.length <= LARGEST_COPY && json.length - before <= free;
      // What no longer fits is not left behind as it was: it may have been sealed since.
      if (!fits || !this.#write(place, json)) this.#write(place, TOO_LARGE);
      else free -= json.length - before;
    }
    this.#waiting.clear();
    this.#last = Date.now();
  }

  /** The copy of a row, if it has one. */
  read(store: CopiedStore, key: string): CopiedRow | undefined {
    const json = attempt(() => this.storage.getItem(this.#place(store, key)));
    const value = json && attempt(() => fromJson(json));
    return value ? ({ store, key, value } as CopiedRow) : undefined;
  }

  /** The keys of a store's rows that were written, whether they have a copy or are too large for one. */
  known(store: CopiedStore): string[] {
    return this.#places().flatMap((known) => (known.store === store ? [known.key] : []));
  }

  /** The keys of a store's rows that are too large to have a copy. */
  tooLarge(store: CopiedStore): string[] {
    return this.#places().flatMap(({ store: of, key, place }) =>
      of === store && this.storage.getItem(place) === TOO_LARGE ? [key] : [],
    );
  }

  /** Writes nothing of what waits. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  close(): void {
    this.flush();
    this.#others.close();
  }

  #tell(places: string[]): void {
    // A page that is closed has nobody to tell.
    attempt(() => this.#others.postMessage(places));
  }

  #places(): { store: CopiedStore; key: string; place: string }[] {
    const places = attempt(() => Object.keys(this.storage)) ?? [];
    return places.flatMap((place) => {
      if (!place.startsWith(this.#prefix)) return [];
      const [store, key] = place.slice(this.#prefix.length).split('/');
      return isCopied(store) && key ? [{ store, key, place }] : [];
    });
  }

  #place(store: CopiedStore, key: string): string {
    return `${this.#prefix}${store}/${key}`;
  }

  /** Characters of all copies together. */
  #length(): number {
    return this.#places().reduce((sum, { place }) => sum + (this.storage.getItem(place)?.length ?? 0), 0);
  }

  /** Whether it was written, and reads back as it was. */
  #write(place: string, json: string): boolean {
    return (
      attempt(() => {
        this.storage.setItem(place, json);
        return this.storage.getItem(place) === json;
      }) ?? false
    );
  }
}

export function isCopied(store: string | undefined): store is CopiedStore {
  return (COPIED_STORES as readonly (string | undefined)[]).includes(store);
}

/** The copy of `database` in this browser; nothing where small storage is off, or there is none, as in a worker. */
export function secondCopy(database: string): SecondCopy | undefined {
  const storage = attempt(() => globalThis.localStorage);
  return storage && new SecondCopy(storage, database);
}

/** About how many characters a value has as JSON: a model's weights may be larger than what fits into a text. */
function size(value: unknown): number {
  if (ArrayBuffer.isView(value)) return (value.byteLength * 4) / 3;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum, part) => sum + size(part), 0);
}

/** A browser whose disk is full, or that keeps nothing, throws at any of these; the copy is then just not there. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
