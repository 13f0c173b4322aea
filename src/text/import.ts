import { readFile } from '../model/files';
import { UserError } from '../model/user-error';
import { clean } from './clean';
import type { TextDocument } from './prepared';

/** Larger files are refused: this is a thousand pages, hundreds of times what a run learns from. */
export const MAX_FILE_BYTES = 5_000_000;

/** For a file chooser; files with other names are welcome too, if they hold text. */
export const ACCEPTED_FILES = [
  ...['text/*', '.txt', '.md', '.markdown', '.csv', '.tex', '.org', '.rst', '.srt', '.json', '.yaml', '.yml'],
  ...['.py', '.js', '.ts', '.jsx', '.tsx', '.html', '.css', '.c', '.h', '.cpp', '.java', '.kt', '.cs', '.go'],
  ...['.rs', '.rb', '.php', '.sh', '.sql', '.swift', '.lua', '.r', '.pl', '.sb'],
];

/** Why a file was not taken; `no-files`: a folder with nothing in it. */
export type ImportRefusal =
  | 'document'
  | 'picture'
  | 'media'
  | 'archive'
  | 'too-large'
  | 'empty'
  | 'encoding'
  | 'binary'
  | 'no-files';

/** A file is not taken; `name` is the file's, and `bytes` how large a file may be. */
export class ImportError extends UserError<'text', ImportRefusal> {
  constructor(reason: ImportRefusal, name: string) {
    super('text', reason, { name, ...(reason === 'too-large' && { bytes: MAX_FILE_BYTES }) });
  }
}

/** Endings of files that hold no plain text. */
const OTHER_KINDS: Partial<Record<ImportRefusal, readonly string[]>> = {
  document: [
    'pdf',
    ...['doc', 'docx', 'odt', 'rtf', 'pages', 'ppt', 'pptx', 'odp', 'xls', 'xlsx', 'ods', 'epub'],
  ],
  picture: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'avif', 'ico'],
  media: ['mp3', 'wav', 'ogg', 'm4a', 'flac', 'opus', 'mp4', 'mkv', 'webm', 'mov', 'avi', '3gp'],
  archive: ['zip', 'gz', 'tar', 'tgz', 'xz', 'bz2', '7z', 'rar', 'apk', 'jar'],
};

/** Text holds hardly any control characters; a file in which more than this share are is something else. */
const MAX_CONTROL_SHARE = 0.02;
/** Tabs, line ends and page ends are control characters too, but those of text. */
const CONTROL = /(?!\s)\p{Cc}/gu;

/** As `importFile`, for a file that was chosen or dropped; rejects with an `ImportError` or a `FileError`. */
export async function openTextFile(file: File): Promise<TextDocument> {
  // Before a byte is read: a film may not fit into memory.
  refuseUnread(file.name, file.size);
  return importFile(file.name, await readFile(file));
}

/**
 * Reads a file of plain text, whatever its name: UTF-8 with or without byte order mark, or UTF-16 with
 * one. The text comes cleaned, so that what is shown is what is learned. Throws `ImportError`.
 */
export function importFile(name: string, bytes: Uint8Array): TextDocument {
  refuseUnread(name, bytes.byteLength);
  const raw = decodeText(name, bytes);
  const controls = raw.match(CONTROL)?.length ?? 0;
  if (raw.includes('\0') || controls > MAX_CONTROL_SHARE * raw.length) throw new ImportError('binary', name);
  const text = clean(raw);
  if (text.trim() === '') throw new ImportError('empty', name);
  return { name, text };
}

function refuseUnread(name: string, size: number): void {
  const extension = /\.([^.]+)$/.exec(name)?.[1].toLowerCase() ?? '';
  for (const [reason, extensions] of Object.entries(OTHER_KINDS))
    if (extensions.includes(extension)) throw new ImportError(reason as ImportRefusal, name);
  if (size > MAX_FILE_BYTES) throw new ImportError('too-large', name);
}

function decodeText(name: string, bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    if (bytes.includes(0)) throw new ImportError('binary', name);
    throw new ImportError('encoding', name);
  }
}
