import type { Repair } from './documents/document';
import { ImportError } from './import';

/** Text holds hardly any control characters; a file in which more than this share are is something else. */
const MAX_CONTROL_SHARE = 0.02;
/** Of bytes that are wrong in UTF-8, at most one for so many letters that are right: more are another encoding. */
const RIGHT_FOR_A_WRONG = 4;
/** Of the letters of a text in Western Europe, at most this share have accents; quotes and dashes count as well. */
const MAX_ACCENTED_SHARE = 0.3;
/** What of UTF-16 is read as UTF-16 is nearly all letters of a kind that is expected. */
const LEAST_EXPECTED_SHARE = 0.95;

const CONTROL = /(?!\s)\p{Cc}/gu;
/** English, Western Europe, Malayalam and its neighbours, punctuation. */
const EXPECTED = /[\t\n\r -~\u00A0-\u024F\u0900-\u0DFF\u2000-\u206F\u20A0-\u20BF]/g;

/**
 * The text of a file: UTF-8, or UTF-16 with or without a mark, or Windows-1252, as students' files are. A few bytes that
 * fit none become U+FFFD, and a few control characters are dropped; `repairs` tells of both.
 *
 * @throws ImportError `binary`, `encoding`
 */
export function decodeText(name: string, bytes: Uint8Array): { text: string; repairs: Repair[] } {
  const marked = markOf(bytes);
  if (marked) return withoutControls(name, read(marked, bytes), []);
  if (looksLikeUtf16(bytes)) {
    const guess = guessUtf16(bytes);
    if (guess !== undefined) return withoutControls(name, guess, [{ kind: 'encoding', encoding: 'utf-16' }]);
  }
  try {
    return withoutControls(name, new TextDecoder('utf-8', { fatal: true }).decode(bytes), []);
  } catch (error) {
    if (error instanceof ImportError) throw error;
  }
  const utf8 = read('utf-8', bytes);
  const wrong = count(utf8, /\uFFFD/g);
  const right = count(utf8, /(?!\uFFFD)\P{ASCII}/gu);
  if (right >= RIGHT_FOR_A_WRONG * wrong)
    return withoutControls(name, utf8, [{ kind: 'bad-bytes', count: wrong }]);
  const western = decodeWestern(bytes);
  if (isWestern(western))
    return withoutControls(name, western, [{ kind: 'encoding', encoding: 'windows-1252' }]);
  // One accident in a text of plain letters.
  if (wrong * 100 < utf8.length) return withoutControls(name, utf8, [{ kind: 'bad-bytes', count: wrong }]);
  throw new ImportError(isBinary(utf8) ? 'binary' : 'encoding', name);
}

function markOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Windows-1252, from U+0080 to U+009F; the rest is Latin-1. Node.js takes all of it for Latin-1. */
const WESTERN = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Bytes as characters of Windows-1252: each is one. */
export function decodeWestern(bytes: Uint8Array): string {
  return read('windows-1252', bytes).replace(
    /[\u0080-\u009F]/g,
    (control) => WESTERN[control.charCodeAt(0) - 0x80],
  );
}

function read(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Enough of a file to see what it is. */
const SEEN_BYTES = 100_000;

/** Its spaces have a NUL beside them, and so have Latin letters; Malayalam letters have U+000D. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  const seen = bytes.subarray(0, SEEN_BYTES);
  let high = 0;
  for (const byte of seen) if (byte === 0 || byte === 0x0d) high++;
  return seen.includes(0) && high > 0.2 * seen.length;
}

function guessUtf16(bytes: Uint8Array): string | undefined {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  for (const encoding of ['utf-16le', 'utf-16be']) {
    const seen = read(encoding, whole.subarray(0, SEEN_BYTES));
    if (count(seen, EXPECTED) >= LEAST_EXPECTED_SHARE * seen.length) return read(encoding, whole);
  }
  return undefined;
}

/** Whether it is text of Western Europe, or a font's Malayalam, which has few of the odd signs. */
function isWestern(text: string): boolean {
  if (isBinary(text)) return false;
  const letters = count(text, /[A-Za-z]/g);
  // Quotes, dashes, fractions and letters with accents are usual, these signs are not.
  const rare = count(text, /[\u0192\u2020\u2021\u02C6\u2030\u0160\u0152\u017D\u0161\u0153\u017E\u0178]/g);
  const high = count(text, /\P{ASCII}/gu);
  return letters > 0 && high <= MAX_ACCENTED_SHARE * text.length && rare <= 0.1 * high;
}

function isBinary(text: string): boolean {
  return count(text, CONTROL) > MAX_CONTROL_SHARE * text.length;
}

function withoutControls(name: string, text: string, repairs: Repair[]): { text: string; repairs: Repair[] } {
  const nuls = text.split('\0').length - 1;
  if (isBinary(text)) throw new ImportError('binary', name);
  if (nuls > 0) repairs.push({ kind: 'control', count: nuls });
  return { text, repairs };
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
