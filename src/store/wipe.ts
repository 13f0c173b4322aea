import { deleteDB } from 'idb';
import { DATABASE_NAME } from './schema';

/** What an address keeps in a browser, by the place where it lies. */
export type Place = 'databases' | 'files' | 'notes' | 'app';

/** What was not deleted. */
export interface Remains {
  /** Names of what is still there: another tab holds on to it. */
  left: string[];
  /** Places that the browser does not let the page look into, or empty. */
  closed: Place[];
}

/** A tab that hangs holds on to a database without a word, in milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Deletes what this address keeps in the browser: databases, files, small storage; with `app`, also the app itself,
 * which then has to be fetched again. Each place is emptied whatever becomes of the others. Never rejects. The page must
 * be loaded anew after this.
 */
export async function wipe({ app }: { app: boolean }): Promise<Remains> {
  const left: string[] = [];
  const closed = new Set<Place>();
  const empty = async (place: Place, work: () => Promise<string[]>) => {
    try {
      left.push(...(await work()));
    } catch {
      closed.add(place);
    }
  };
  await empty('databases', emptyDatabases);
  await empty('files', emptyFiles);
  await empty('notes', async () => emptyStorage(localStorage));
  await empty('notes', async () => emptyStorage(sessionStorage));
  await empty('notes', async () => forgetCookies());
  if (app) {
    await empty('app', unregister);
    await empty('app', emptyCaches);
  }
  return { left, closed: [...closed] };
}

async function emptyDatabases(): Promise<string[]> {
  // Firefox before version 126 does not tell which there are; the app has one.
  const names = (await databaseNames()) ?? [DATABASE_NAME];
  const outcomes = await Promise.allSettled(names.map(forget));
  const still = await databaseNames();
  if (still) return still;
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return names.filter((_, i) => (outcomes[i] as PromiseFulfilledResult<boolean>).value === false);
}

async function databaseNames(): Promise<string[] | undefined> {
  const found = await indexedDB.databases?.().catch(() => undefined);
  return found?.flatMap(({ name }) => name ?? []);
}

/** Whether it is gone: other tabs step aside; one that does not keeps its database until it is closed. */
function forget(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const isHeld = () => resolve(false);
    const timer = setTimeout(isHeld, PATIENCE_MS);
    deleteDB(name, { blocked: isHeld })
      .then(() => resolve(true), reject)
      .finally(() => clearTimeout(timer));
  });
}

async function emptyFiles(): Promise<string[]> {
  const files = await navigator.storage?.getDirectory?.();
  if (!files) return [];
  const names: string[] = [];
  for await (const name of files.keys()) names.push(name);
  return removeEach(names, (name) => files.removeEntry(name, { recursive: true }));
}

function emptyStorage(storage: Storage): string[] {
  storage.clear();
  return [];
}

/** The app sets none, but another server may have had this address before; what a page may not see stays. */
function forgetCookies(): string[] {
  for (const cookie of document.cookie.split('; ')) {
    const [name] = cookie.split('=');
    // biome-ignore lint/suspicious/noDocumentCookie: not every browser has another way
    document.cookie = `${name}=; max-age=0; path=/`;
  }
  return [];
}

async function unregister(): Promise<string[]> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  return [];
}

async function emptyCaches(): Promise<string[]> {
  return removeEach(await caches.keys(), async (name) => void (await caches.delete(name)));
}

/** Removes all that it can; returns the names of the others. */
async function removeEach(
  names: readonly string[],
  remove: (name: string) => Promise<void>,
): Promise<string[]> {
  const outcomes = await Promise.allSettled(names.map(remove));
  return names.filter((_, i) => outcomes[i].status === 'rejected');
}
