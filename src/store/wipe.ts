import { deleteDB } from 'idb';

/**
 * Deletes what this address keeps in the browser: databases, files, small storage; with `app`, also the app itself,
 * which then has to be fetched again. Returns the names of what is still there afterwards: nothing, unless another
 * tab holds on to it. The page must be loaded anew after this.
 */
export async function wipe({ app }: { app: boolean }): Promise<string[]> {
  for (const { name } of await indexedDB.databases()) if (name) await forget(name);
  const files = await navigator.storage.getDirectory();
  for (const name of await namesIn(files)) await files.removeEntry(name, { recursive: true });
  localStorage.clear();
  sessionStorage.clear();
  if (app) {
    for (const registration of await registrations()) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  }
  return [
    ...(await indexedDB.databases()).map(({ name }) => name ?? 'a database'),
    ...(await namesIn(files)),
    ...(localStorage.length + sessionStorage.length > 0 ? ['small storage'] : []),
    ...(app ? await caches.keys() : []),
  ];
}

/** Other tabs step aside; one that does not keeps its database until it is closed. */
function forget(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    deleteDB(name, { blocked: () => resolve() }).then(resolve, reject);
  });
}

async function namesIn(directory: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of directory.keys()) names.push(name);
  return names;
}

async function registrations(): Promise<readonly ServiceWorkerRegistration[]> {
  return (await navigator.serviceWorker?.getRegistrations()) ?? [];
}
