import { decodeWestern } from '../decode';
import { ImportError } from '../import';
import { type Found, type LeftOutReason, LeftOuts } from './document';
import { Lines, MAX_DEPTH } from './markup';
import type { Source } from './source';

/** Groups of which nothing is read, by the word they begin with; those without a reason say how the text looks. */
const SKIPPED: Record<string, LeftOutReason | undefined> = {
  ...Object.fromEntries(
    'fonttbl colortbl stylesheet listtable listoverridetable info generator rsidtbl themedata colorschememapping latentstyles datastore xmlnstbl fldinst listtext pntext pnseclvl filetbl revtbl bkmkstart bkmkend nonshppict mmathPr'
      .split(' ')
      .map((word) => [word, undefined]),
  ),
  ...{ pict: 'picture', object: 'picture', header: 'header', headerl: 'header', headerr: 'header' },
  ...{ headerf: 'header', footer: 'header', footerl: 'header', footerr: 'header', footerf: 'header' },
  ...{ annotation: 'comment', atnid: undefined, atnauthor: undefined, deleted: 'removed' },
};

/** Words that stand for a character. */
const CHARACTERS: Record<string, string> = {
  ...{ par: '\n', sect: '\n', page: '\n', line: '\n', row: '\n', cell: '\t', nestcell: '\t', tab: '\t' },
  ...{ emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•' },
  ...{ emspace: ' ', enspace: ' ', qmspace: ' ', '~': ' ', _: '-', zwj: '\u200D', zwnj: '\u200C' },
};

/** A group, a word with its number, a character in hexadecimal, a sign, or plain letters. */
const PIECE =
  /(\{)|(\})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([^\\{}\r\n]+)|[\r\n]+|\\/g;

interface Group {
  /** Nothing is read, for this reason if there is one. */
  skips: boolean;
  /** Bytes of the text that follow a character in Unicode, for programs that know none. */
  fallback: number;
}

const TICK_PIECES = 10_000;

/** The text of a document in Rich Text Format. Its characters in hexadecimal are taken for Windows-1252. */
export function readRtf({ name, text, tick }: Source): Found {
  const leftOuts = new LeftOuts();
  const lines = new Lines();
  const groups: Group[] = [{ skips: false, fallback: 1 }];
  let toSkip = 0;
  let isNew = false;
  let pieces = 0;
  tick();
  const write = (words: string) => {
    const rest = words.slice(toSkip);
    toSkip = Math.max(0, toSkip - words.length);
    if (!groups.at(-1)!.skips) lines.write(rest);
  };
  const skip = (word: string) => {
    const group = groups.at(-1)!;
    const reason = SKIPPED[word];
    if (!group.skips && reason) leftOuts.add(reason);
    group.skips = true;
  };
  for (const [, opens, closes, word, number, hex, sign, words] of text.matchAll(PIECE)) {
    if (++pieces % TICK_PIECES === 0) tick();
    if (opens) {
      if (groups.length > MAX_DEPTH) throw new ImportError('too-deep', name);
      groups.push({ ...groups.at(-1)! });
      isNew = true;
      continue;
    }
    if (closes) {
      if (groups.length > 1) groups.pop();
      toSkip = 0;
    } else if (word) {
      if (word in SKIPPED && (isNew || SKIPPED[word] !== undefined) && number !== '0') skip(word);
      else if (word === 'u') {
        write(String.fromCharCode(Number(number) & 0xffff));
        toSkip = groups.at(-1)!.fallback;
      } else if (word === 'uc') groups.at(-1)!.fallback = Math.min(100, Number(number ?? 1));
      else if (word === 'bin') throw new ImportError('damaged', name);
      else if (word in CHARACTERS) write(CHARACTERS[word]);
    } else if (hex) write(decodeWestern(Uint8Array.of(Number.parseInt(hex, 16))));
    else if (sign === '*') {
      if (isNew) groups.at(-1)!.skips = true;
      continue;
    } else if (sign) write('\\{}'.includes(sign) ? sign : (CHARACTERS[sign] ?? ''));
    else if (words) write(words);
    isNew = false;
  }
  return { text: lines.text, leftOut: leftOuts.list };
}
