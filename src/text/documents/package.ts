import { ImportError } from '../import';
import { type Found, LeftOuts } from './document';
import { OPEN_DOCUMENT, OPEN_XML, readXml } from './office';
import type { Source } from './source';
import { openZip } from './zip';

/** Parts of Word's and PowerPoint's documents that hold text, in the order in which they are read. */
const OPEN_XML_TEXT = [
  /^word\/document\d*\.xml$/,
  /^word\/(?:footnotes|endnotes)\.xml$/,
  /^ppt\/slides\/slide\d+\.xml$/,
];
const HEADER = /^word\/(?:header|footer)\d*\.xml$/;
const COMMENT = /^(?:word\/comments|ppt\/comments\/.+|ppt\/notesSlides\/.+)\.xml$/;
const OPEN_DOCUMENT_TEXT = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';

/** How to read an archive that is a document, by the names in it; nothing if it is an archive of files. */
export function packageOf(source: Source): (() => Found) | undefined {
  const { names } = openZip(source.name, source.bytes, () => false);
  if (names.includes('xl/workbook.xml')) throw new ImportError('spreadsheet', source.name);
  if (names.includes('[Content_Types].xml')) return () => readOpenXml(source);
  if (names.includes(OPEN_DOCUMENT_TEXT) && names.includes(MANIFEST)) return () => readOpenDocument(source);
  return undefined;
}

/** Reads a document of Word or PowerPoint: `.docx`, `.pptx`. */
function readOpenXml(source: Source): Found {
  const isText = (name: string) => OPEN_XML_TEXT.some((pattern) => pattern.test(name));
  const { entries } = openZip(
    source.name,
    source.bytes,
    (name) => isText(name) || HEADER.test(name) || COMMENT.test(name),
  );
  const leftOuts = new LeftOuts();
  const own: string[] = [];
  const aside: string[] = [];
  for (const [name, bytes] of [...entries].sort(inOrder)) {
    const reason = HEADER.test(name) ? 'header' : COMMENT.test(name) ? 'comment' : undefined;
    const words = readXml(decode(bytes), OPEN_XML, source, reason ? new LeftOuts() : leftOuts);
    if (words === '') continue;
    if (reason) leftOuts.add(reason, words);
    (reason ? aside : own).push(words);
  }
  return found(own, aside, leftOuts);
}

/** Reads a document or a presentation of LibreOffice: `.odt`, `.odp`. */
function readOpenDocument(source: Source): Found {
  const { entries } = openZip(
    source.name,
    source.bytes,
    (name) => name === OPEN_DOCUMENT_TEXT || name === MANIFEST,
  );
  if (decode(entries.get(MANIFEST)!).includes('encryption-data'))
    throw new ImportError('encrypted', source.name);
  const leftOuts = new LeftOuts();
  const xml = decode(entries.get(OPEN_DOCUMENT_TEXT)!);
  if (xml.slice(0, 200_000).includes('<office:spreadsheet'))
    throw new ImportError('spreadsheet', source.name);
  return found([readXml(xml, OPEN_DOCUMENT, source, leftOuts)], [], leftOuts);
}

function found(own: readonly string[], aside: readonly string[], leftOuts: LeftOuts): Found {
  const text = own.join('\n\n');
  return { text, ...(aside.length > 0 && { all: [text, ...aside].join('\n\n') }), leftOut: leftOuts.list };
}

/** The text before its notes, and slide 2 before slide 10. */
function inOrder([a]: [string, unknown], [b]: [string, unknown]): number {
  const place = (name: string) => OPEN_XML_TEXT.findIndex((pattern) => pattern.test(name));
  return place(a) - place(b) || a.localeCompare(b, 'en', { numeric: true });
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
