import { unzipSync } from 'fflate';
import { ImportError } from '../import';

/** An archive that is larger inside, or has more in it, was made to be endless. In bytes, and files. */
const MAX_INSIDE = 40_000_000;
const MAX_ENTRIES = 5_000;
/** The bit of a file's header that says that a password closes it. */
const ENCRYPTED = 1;

/**
 * The names of all files in an archive, and those files that `wanted` takes. What a file's header says of its size is
 * all the room that it gets.
 *
 * @throws ImportError `damaged`, `encrypted`, `too-much`
 */
export function openZip(
  name: string,
  bytes: Uint8Array,
  wanted: (entry: string) => boolean,
): { names: string[]; entries: Map<string, Uint8Array> } {
  if (bytes[6] & ENCRYPTED) throw new ImportError('encrypted', name);
  const isWanted = (entry: string) => !entry.endsWith('/') && wanted(entry);
  const names: string[] = [];
  let inside = 0;
  try {
    // Before anything is unpacked.
    unzipSync(bytes, {
      filter(entry) {
        names.push(entry.name);
        if (isWanted(entry.name)) inside += entry.originalSize;
        if (names.length > MAX_ENTRIES || inside > MAX_INSIDE) throw new ImportError('too-much', name);
        return false;
      },
    });
    const opened = unzipSync(bytes, { filter: (entry) => isWanted(entry.name) });
    return { names, entries: new Map(Object.entries(opened)) };
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError('damaged', name, { cause: error });
  }
}

/** The files in an archive that somebody put there, each with its name without the folders. */
export function filesIn(name: string, bytes: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const { entries } = openZip(
    name,
    bytes,
    (entry) => !/(?:^|\/)(?:\.|__MACOSX)/.test(entry) && !isRefused(entry),
  );
  return [...entries]
    .sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }))
    .map(([path, bytes]) => ({ name: path.split('/').at(-1)!, bytes }));
}

/** Whether a file's name says that it is none that is read: a film is not unpacked. */
function isRefused(entry: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|bmp|tiff?|heic|avif|mp[34]|m4a|opus|ogg|wav|mkv|webm|mov|avi|3gp)$/i.test(
    entry,
  );
}
