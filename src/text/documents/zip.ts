import { unzipSync } from 'fflate';
import { ImportError, refusalByName } from '../import';

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

/** What lies beside the texts in an archive, and nobody expects to be read: a film is not unpacked. */
const BESIDE = new Set(['picture', 'media']);

/** The files in an archive that somebody put there, each with its name without the folders; no pictures, sound or films. */
export function filesIn(name: string, bytes: Uint8Array): { name: string; bytes: Uint8Array }[] {
  const { entries } = openZip(
    name,
    bytes,
    (entry) => !/(?:^|\/)(?:\.|__MACOSX)/.test(entry) && !BESIDE.has(refusalByName(entry) ?? ''),
  );
  return [...entries]
    .sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }))
    .map(([path, bytes]) => ({ name: path.split('/').at(-1)!, bytes }));
}
