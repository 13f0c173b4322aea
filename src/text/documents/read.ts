import { UserError } from '../../model/user-error';
import { clean } from '../clean';
import { decodeText, decodeWestern } from '../decode';
import { fromFont } from '../font-encoded';
import { endingOf, ImportError, MAX_TEXT_CHARACTERS, refuseUnread } from '../import';
import type { Found, ReadDocument, Reading, Repair } from './document';
import type { Source } from './source';
import { readText } from './text';

/** An archive in an archive in an archive was made to be endless. */
const MOST_NESTED = 2;
/** Characters of all texts of an archive together. */
const MOST_CHARACTERS = 10_000_000;

/** A PDF may have something else before its mark; any other text may speak of it. */
const isPdf = (name: string, start: string) =>
  endingOf(name) === 'pdf' ? start.includes('%PDF-') : start.startsWith('%PDF-');
const RTF = '{\\rtf';
const isZip = (start: string) => ['PK\u0003\u0004', 'PK\u0005\u0006'].some((mark) => start.startsWith(mark));
/** Old documents of Microsoft's, and new ones that a password closes. */
const OLE = '\u00D0\u00CF\u0011\u00E0';
/** Endings of documents that begin in a way of their own; what begins otherwise is damaged, or plain text. */
const MARKED = new Set(['pdf', 'rtf', 'zip', 'docx', 'docm', 'dotx', 'odt', 'ott', 'odp', 'pptx']);

/** What is called a document and holds plain text is read as that, if it is more than a beginning. */
const LEAST_LETTERS = 20;

/**
 * Reads a file of any kind that a student may have, by what is in it rather than by its name; an archive gives all the
 * texts in it. `tick` is called again and again, so that one who waits hears that the reading gets on.
 *
 * @throws ImportError
 */
export async function readBytes(
  name: string,
  bytes: Uint8Array,
  tick: Source['tick'] = () => {},
  nested = 0,
): Promise<Reading> {
  refuseUnread(name, bytes.byteLength);
  // The reader is loaded first, and tells itself when it begins.
  tick('loading');
  const start = decodeWestern(bytes.subarray(0, 1024));
  const source = { name, bytes, text: '', tick };
  if (start.startsWith(OLE))
    throw new ImportError(/x$/.test(endingOf(name)) ? 'encrypted' : 'document', name);
  if (isZip(start)) {
    const { packageOf } = await import('./package');
    const read = packageOf(source);
    if (!read) return readArchive(source, nested);
    return one(finish(source, read(), []));
  }
  if (isPdf(name, start)) {
    const { readPdf } = await import('./pdf');
    return one(finish(source, await readPdf(source), []));
  }
  if (start.trimStart().startsWith(RTF)) {
    const { readRtf } = await import('./rtf');
    return one(finish(source, readRtf({ ...source, text: decodeWestern(bytes) }), []));
  }
  const { text, repairs } = decoded(name, bytes);
  const read = await readText({ ...source, text });
  return one(finish(source, read.found, [...repairs, ...read.repairs]));
}

/** As `decodeText`, but that a document of which only letters are left is damaged. */
function decoded(name: string, bytes: Uint8Array) {
  if (!MARKED.has(endingOf(name))) return decodeText(name, bytes);
  try {
    const { text, repairs } = decodeText(name, bytes);
    if (text.length > LEAST_LETTERS) return { text, repairs };
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
  }
  throw new ImportError('damaged', name);
}

function one(document: ReadDocument): Reading {
  return { documents: [document], refused: [] };
}

async function readArchive({ name, bytes, tick }: Source, nested: number): Promise<Reading> {
  if (nested === MOST_NESTED) throw new ImportError('too-deep', name);
  const { filesIn } = await import('./zip');
  const reading: Reading = { documents: [], refused: [] };
  for (const file of filesIn(name, bytes)) {
    try {
      const inner = await readBytes(file.name, file.bytes, tick, nested + 1);
      reading.documents.push(...inner.documents);
      reading.refused.push(...inner.refused);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      reading.refused.push(error.toData());
    }
    const characters = reading.documents.reduce((sum, { all }) => sum + all.length, 0);
    if (characters > MOST_CHARACTERS) throw new ImportError('too-much', name);
  }
  if (reading.documents.length + reading.refused.length === 0) throw new ImportError('no-files', name);
  return reading;
}

/** A document with its texts as they are shown and learned. */
function finish({ name }: Source, found: Found, repairs: Repair[]): ReadDocument {
  const font = fromFont(found.text);
  const text = clean(found.text);
  const all = found.all === undefined ? text : clean(found.all);
  if (all.trim() === '') throw new ImportError(found.leftOut.length > 0 ? 'no-text' : 'empty', name);
  const longest = Math.max(text.length, ...(found.people ?? []).map((person) => person.text.length));
  if (longest > MAX_TEXT_CHARACTERS) throw new ImportError('too-long', name);
  return {
    ...{ name, text, leftOut: found.leftOut, repairs },
    // Too much to be taken whole is not offered whole.
    all: all.length > MAX_TEXT_CHARACTERS ? text : all,
    ...(font !== undefined && { converted: clean(font) }),
    ...(found.people && { people: found.people.map((person) => ({ ...person, text: clean(person.text) })) }),
  };
}
