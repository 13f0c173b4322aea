import { clean } from './clean';
import type { TextDocument } from './document';

/** Larger files are refused: this is a thousand pages, hundreds of times what a run learns from. */
export const MAX_FILE_BYTES = 5_000_000;

/** For a file chooser; files with other names are welcome too, if they hold text. */
export const ACCEPTED_FILES = [
  ...['text/*', '.txt', '.md', '.markdown', '.csv', '.tex', '.org', '.rst', '.srt', '.json', '.yaml', '.yml'],
  ...['.py', '.js', '.ts', '.jsx', '.tsx', '.html', '.css', '.c', '.h', '.cpp', '.java', '.kt', '.cs', '.go'],
  ...['.rs', '.rb', '.php', '.sh', '.sql', '.swift', '.lua', '.r', '.pl', '.sb'],
];

/** Why a file was not taken. */
export type ImportRefusal =
  | 'document'
  | 'picture'
  | 'media'
  | 'archive'
  | 'too-large'
  | 'empty'
  | 'encoding'
  | 'binary';

/** A file that is not taken; the message is one sentence for the person who chose it. */
export class ImportError extends Error {
  override name = 'ImportError';
  constructor(
    readonly reason: ImportRefusal,
    message: string,
  ) {
    super(message);
  }
}

const KINDS: [ImportRefusal, string[], (name: string) => string][] = [
  [
    'document',
    ['pdf', 'doc', 'docx', 'odt', 'rtf', 'pages', 'ppt', 'pptx', 'odp', 'xls', 'xlsx', 'ods', 'epub'],
    (name) => `${name} is not plain text: open it, copy the text and paste it here.`,
  ],
  [
    'picture',
    ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'avif', 'ico'],
    (name) =>
      `${name} is a picture, and only text can be learned from: type what it says, or choose a text file.`,
  ],
  [
    'media',
    ['mp3', 'wav', 'ogg', 'm4a', 'flac', 'opus', 'mp4', 'mkv', 'webm', 'mov', 'avi', '3gp'],
    (name) => `${name} is sound or video, and only text can be learned from: choose a text file.`,
  ],
  [
    'archive',
    ['zip', 'gz', 'tar', 'tgz', 'xz', 'bz2', '7z', 'rar', 'apk', 'jar'],
    (name) => `${name} is an archive: unpack it and choose the text files inside.`,
  ],
];

/** Text holds hardly any control characters; a file in which more than this share are is something else. */
const MAX_CONTROL_SHARE = 0.02;
/** Tabs, line ends and page ends are control characters too, but those of text. */
const CONTROL = /(?!\s)\p{Cc}/gu;

/**
 * Reads a file of plain text, whatever its name: UTF-8 with or without byte order mark, or UTF-16 with
 * one. The text comes cleaned, so that what is shown is what is learned. Throws `ImportError`.
 */
export function importFile(name: string, bytes: Uint8Array): TextDocument {
  const extension = /\.([^.]+)$/.exec(name)?.[1].toLowerCase() ?? '';
  for (const [reason, extensions, message] of KINDS)
    if (extensions.includes(extension)) throw new ImportError(reason, message(name));
  if (bytes.byteLength > MAX_FILE_BYTES)
    throw new ImportError(
      'too-large',
      `${name} is larger than ${MAX_FILE_BYTES / 1e6} MB: choose a smaller file, a few pages are enough.`,
    );
  const raw = decodeText(name, bytes);
  const controls = raw.match(CONTROL)?.length ?? 0;
  if (raw.includes('\0') || controls > MAX_CONTROL_SHARE * raw.length) throw binary(name);
  const text = clean(raw);
  if (text.trim() === '') throw new ImportError('empty', `${name} is empty.`);
  return { name, text };
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
    if (bytes.includes(0)) throw binary(name);
    throw new ImportError(
      'encoding',
      `${name} is not stored as UTF-8: open it in a text editor, save it with the encoding UTF-8, and choose it again.`,
    );
  }
}

function binary(name: string): ImportError {
  return new ImportError(
    'binary',
    `${name} is not a text file: if you can open it, copy the text and paste it here.`,
  );
}
