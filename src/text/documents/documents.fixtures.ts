import { strToU8, zipSync } from 'fflate';
import type { ReadDocument } from './document';
import { readBytes } from './read';

/** What tests of readers share: how to make documents, and to read them. */

export const utf8 = strToU8;

/** An archive of files, by their paths. */
export function archive(files: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === 'string' ? utf8(content) : content,
      ]),
    ),
  );
}

const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A document of Word's with this `body`, and other parts by their paths. */
export function docx(body: string, parts: Record<string, string> = {}): Uint8Array {
  return archive({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0"?><w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    ...parts,
  });
}

/** The contents of a text document of LibreOffice's. */
export const openDocument = (body: string, element = 'document-content') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<office:${element} xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><office:styles><style:x>Not text</style:x></office:styles><office:body><office:text>${body}</office:text></office:body></office:${element}>`;

/** A document of LibreOffice's with these contents. */
export function odt(content: string, manifest = '<manifest:manifest/>'): Uint8Array {
  return archive({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': content,
    'META-INF/manifest.xml': manifest,
  });
}

/** A PDF of pages, each a list of lines by their heights above the bottom, in points. */
export function pdf(pages: [y: number, text: string][][], extra = ''): Uint8Array {
  const contents = pages.map((lines) =>
    lines.map(([y, text]) => `BT /F1 12 Tf 72 ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`).join('\n'),
  );
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...contents.flatMap((content, i) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${5 + 2 * i} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = file.length;
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R${extra}>>\nstartxref\n${start}\n%%EOF`;
  return Uint8Array.from(file, (character) => character.charCodeAt(0));
}

/** The one document that a file holds. */
export async function read(name: string, content: string | Uint8Array): Promise<ReadDocument> {
  const { documents, refused } = await readBytes(name, typeof content === 'string' ? utf8(content) : content);
  if (documents.length !== 1 || refused.length > 0) throw new Error(`${documents.length} documents`);
  return documents[0];
}

/** A second or two, where nothing else is at work; what has no limit takes minutes. */
export const MOMENT_MS = 5_000;

/** Why a file is refused, and in how many milliseconds. */
export async function refusal(
  name: string,
  content: string | Uint8Array,
): Promise<{ reason: string; ms: number }> {
  const start = performance.now();
  const reason = await read(name, content).then(
    () => 'read',
    (error: { reason?: string; message: string }) => error.reason ?? error.message,
  );
  return { reason, ms: performance.now() - start };
}

/** What was left out, how often. */
export const counts = ({ leftOut }: Pick<ReadDocument, 'leftOut'>) =>
  Object.fromEntries(leftOut.map(({ reason, count }) => [reason, count]));
