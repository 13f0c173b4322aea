import { UserError } from './user-error';

/**
 * - `unreadable`: the browser may not read where the file lies, or it is not there any more;
 * - `no-content`: the browser gives a file of no bytes: it is empty, or the browser may not read where it lies;
 * - `too-many`: more files, or deeper folders, than are opened at once.
 */
export type FileFailure = 'unreadable' | 'no-content' | 'too-many';

/** A file, or a folder, that a person has chosen or dropped cannot be read; `name` is its own, if the browser tells it. */
export class FileError extends UserError<'file', FileFailure> {
  constructor(reason: FileFailure, name = '', options?: ErrorOptions) {
    super('file', reason, { name, ...(reason === 'too-many' && { most: MAX_FILES }) }, options);
  }
}

/**
 * All bytes of a file, of which there is at least one. A browser in a sandbox (Firefox and Chromium from Ubuntu's store)
 * takes a file that is dropped from a place where it may not read, and then gives no bytes or an error.
 *
 * @throws FileError `unreadable` or `no-content`
 */
export async function readFile(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw new FileError('unreadable', file.name, { cause });
  });
  if (bytes.byteLength === 0) throw new FileError('no-content', file.name);
  return new Uint8Array(bytes);
}

/** What was dropped, as react-aria's `DropZone` tells it. */
export type Dropped =
  | { kind: 'file'; getFile: () => Promise<File> }
  | { kind: 'directory'; name: string; getEntries: () => AsyncIterable<Dropped> }
  | { kind: 'text'; types: Set<string | symbol>; getText: (type: string) => Promise<string> };

export const MAX_FILES = 500;
const MAX_DEPTH = 4;

/**
 * The files among what was dropped, with those in folders, but for hidden ones; `others` are files beside the items. A
 * file from a folder has its path in `webkitRelativePath`, as if the folder had been chosen. Gives none for text.
 *
 * @throws FileError `unreadable` if the browser may not look, `too-many`
 */
export async function droppedFiles(items: readonly Dropped[], others: readonly File[] = []): Promise<File[]> {
  // Firefox in a sandbox gives nothing at all, or the address of the file as text.
  if (items.length + others.length === 0) throw new FileError('unreadable');
  const files = [...others];
  for (const item of items) await collect(item, '', files);
  // Beside a file, its address may come too.
  if (files.length === 0) for (const item of items) if (item.kind === 'text') await refuseAddress(item);
  return files;
}

/**
 * The files of a drop that have no entry in a file system, which react-aria leaves out of its items: in Chromium, those
 * that it may not read. Can be asked only while the browser reports the drop.
 */
export function filesWithoutEntry({ items }: DataTransfer): File[] {
  return [...items].flatMap((item) =>
    item.kind === 'file' && !item.webkitGetAsEntry() ? (item.getAsFile() ?? []) : [],
  );
}

async function collect(item: Dropped, folder: string, files: File[]): Promise<void> {
  if (item.kind === 'text') return;
  if (item.kind === 'file') {
    const file = await item.getFile();
    if (folder && file.name.startsWith('.')) return;
    if (files.length === MAX_FILES) throw new FileError('too-many', folder.split('/')[0]);
    if (folder) Object.defineProperty(file, 'webkitRelativePath', { value: `${folder}/${file.name}` });
    files.push(file);
    return;
  }
  if (folder && item.name.startsWith('.')) return;
  const path = folder ? `${folder}/${item.name}` : item.name;
  const names = path.split('/');
  if (names.length > MAX_DEPTH) throw new FileError('too-many', names[0]);
  try {
    for await (const entry of item.getEntries()) await collect(entry, path, files);
  } catch (error) {
    throw error instanceof FileError ? error : new FileError('unreadable', item.name, { cause: error });
  }
}

async function refuseAddress({ types, getText }: Extract<Dropped, { kind: 'text' }>): Promise<void> {
  if (!types.has('text/uri-list')) return;
  const [address] = (await getText('text/uri-list')).split(/\r?\n/);
  if (!address.startsWith('file:')) return;
  throw new FileError('unreadable', nameIn(address));
}

function nameIn(address: string): string {
  const name = address.replace(/\/$/, '').split('/').at(-1)!;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
