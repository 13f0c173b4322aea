/** A file that the service worker is to keep, with its hash as the build wrote it: "sha256-" and base64. */
export interface StoredFile {
  url: string;
  integrity: string;
}

/** What a page asks the service worker; with `repairs`, what is wrong is fetched again first. */
export interface CheckStored {
  type: 'CHECK_STORED';
  repairs: boolean;
}

/** How many files the service worker is to keep, and how many of them are missing or are not what they should be. */
export interface StoredReport {
  files: number;
  wrong: number;
}

/** Where the files lie, or a test's idea of it. */
export interface Shelf {
  read(url: string): Promise<Response | undefined>;
  /** Fetches the file from the host, whose hash the browser checks, and puts it in its place. Rejects if it cannot. */
  fetchAgain(file: StoredFile): Promise<void>;
}

/** Reads every file that is to be kept and compares its hash; with `repairs`, fetches again what is wrong. */
export async function checkStored(
  files: readonly StoredFile[],
  shelf: Shelf,
  repairs: boolean,
): Promise<StoredReport> {
  let wrong = 0;
  // One after the other: a laptop with little memory need not hold all of them at once.
  for (const file of files) {
    if (await isRight(file, shelf)) continue;
    if (repairs) await shelf.fetchAgain(file).catch(() => undefined);
    if (!repairs || !(await isRight(file, shelf))) wrong++;
  }
  return { files: files.length, wrong };
}

async function isRight({ url, integrity }: StoredFile, shelf: Shelf): Promise<boolean> {
  try {
    const response = await shelf.read(url);
    return response !== undefined && (await integrityOf(await response.arrayBuffer())) === integrity;
  } catch {
    // What cannot be read is not there.
    return false;
  }
}

/** The hash of a file as the build writes it. */
export async function integrityOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

/** A service worker that says nothing for so long is not going to, in milliseconds: reading 20 MB takes a second or two. */
const PATIENCE_MS = 60_000;

/**
 * Asks the active service worker whether it has all its files. Nothing where there is none, or it gives no answer: one
 * of an earlier version does not know the question.
 */
export async function askStored(repairs = false): Promise<StoredReport | undefined> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  const worker = registration?.active;
  if (!worker) return undefined;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    port1.onmessage = ({ data }: MessageEvent<StoredReport>) => {
      clearTimeout(timer);
      port1.close();
      resolve(data);
    };
    worker.postMessage({ type: 'CHECK_STORED', repairs } satisfies CheckStored, [port2]);
  });
}
