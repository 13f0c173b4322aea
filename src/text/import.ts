import { UserError } from '../model/user-error';

/** The most characters of one text: this is a thousand pages, hundreds of times what a run learns from. */
export const MAX_TEXT_CHARACTERS = 5_000_000;
/** The largest file that is opened; most of a large one is pictures. */
export const MAX_DOCUMENT_BYTES = 50_000_000;

/** For a file chooser; files with other names are welcome too, if they hold text. */
export const ACCEPTED_FILES = [
  ...['text/*', '.docx', '.odt', '.fodt', '.rtf', '.pdf', '.pptx', '.odp', '.zip', '.ipynb', '.srt', '.vtt'],
  ...['.txt', '.md', '.markdown', '.csv', '.tsv', '.tex', '.org', '.rst', '.json', '.yaml', '.yml', '.xml'],
  ...[
    '.py',
    '.js',
    '.ts',
    '.jsx',
    '.tsx',
    '.html',
    '.htm',
    '.css',
    '.c',
    '.h',
    '.cpp',
    '.java',
    '.kt',
    '.cs',
  ],
  ...['.go', '.rs', '.rb', '.php', '.sh', '.sql', '.swift', '.lua', '.r', '.pl', '.sb'],
];

/**
 * Why a file was not taken:
 * - `document`, `spreadsheet`: of a program that can save it as something else;
 * - `scan`: a PDF of pictures; `encrypted`: it needs a password; `damaged`: not what its name says, or cut off;
 * - `too-deep`, `too-much`: built to be endless; `too-slow`: reading it did not get on;
 * - `too-long`: more text than is taken; `no-text`: a document without any; `no-files`: a folder, or an archive,
 *   with nothing in it; `archive`: of a kind that is not opened; `chat`: of which nobody has said who they are.
 */
export type ImportRefusal =
  | 'document'
  | 'spreadsheet'
  | 'picture'
  | 'media'
  | 'archive'
  | 'scan'
  | 'encrypted'
  | 'damaged'
  | 'too-large'
  | 'too-long'
  | 'too-deep'
  | 'too-much'
  | 'too-slow'
  | 'empty'
  | 'no-text'
  | 'encoding'
  | 'binary'
  | 'no-files'
  | 'chat';

/** A file is not taken; `name` is the file's, `bytes` how large a file may be, `most` how many characters a text. */
export class ImportError extends UserError<'text', ImportRefusal> {
  constructor(reason: ImportRefusal, name: string, options?: ErrorOptions) {
    const limits = {
      ...(reason === 'too-large' && { bytes: MAX_DOCUMENT_BYTES }),
      ...(reason === 'too-long' && { most: MAX_TEXT_CHARACTERS }),
    };
    super('text', reason, { name, ...limits }, options);
  }
}

/** Endings of files that nothing here reads. */
const OTHER_KINDS: Partial<Record<ImportRefusal, readonly string[]>> = {
  document: ['doc', 'dot', 'pages', 'wps', 'ppt', 'key', 'epub', 'mobi', 'pmd', 'djvu', 'sxw'],
  spreadsheet: ['xls', 'xlsx', 'xlsm', 'ods', 'numbers'],
  picture: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'heic', 'avif', 'ico'],
  media: ['mp3', 'wav', 'ogg', 'm4a', 'flac', 'opus', 'mp4', 'mkv', 'webm', 'mov', 'avi', '3gp'],
  archive: ['gz', 'tar', 'tgz', 'xz', 'bz2', '7z', 'rar', 'apk', 'jar'],
};

/** A file's ending, in small letters and without its dot. */
export function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1].toLowerCase() ?? '';
}

/** Why a file of this name is not read, if its ending says that. */
export function refusalByName(name: string): ImportRefusal | undefined {
  const ending = endingOf(name);
  const found = Object.entries(OTHER_KINDS).find(([, endings]) => endings.includes(ending));
  return found?.[0] as ImportRefusal | undefined;
}

/** Refuses a file before a byte of it is read: a film may not fit into memory. */
export function refuseUnread(name: string, size: number): void {
  const refusal = refusalByName(name);
  if (refusal) throw new ImportError(refusal, name);
  if (size > MAX_DOCUMENT_BYTES) throw new ImportError('too-large', name);
}
