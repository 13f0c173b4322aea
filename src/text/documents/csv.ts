import { type Found, LeftOuts } from './document';

/** A table in which a cell is longer than this holds sentences, each worth a line. */
const LONG_CELL = 60;

/** The words of a table: without numbers, dates, times and other cells that have no letter. */
export function readCsv(text: string): Found {
  const leftOuts = new LeftOuts();
  const delimiter = delimiterOf(text);
  const rows: string[] = [];
  for (const cells of rowsOf(text, delimiter)) {
    const words = cells.filter((cell) => {
      if (cell === '') return false;
      if (isWords(cell)) return true;
      leftOuts.add('number', cell);
      return false;
    });
    if (words.length > 0) rows.push(words.join(words.some(({ length }) => length > LONG_CELL) ? '\n' : ', '));
  }
  return { text: rows.join('\n'), all: text, leftOut: leftOuts.list };
}

/** A word has two letters together; "12th", "5 kg", "7:01 AM" and "2025-06-01T10:00Z" are numbers. */
function isWords(cell: string): boolean {
  if (!/\p{L}[\p{L}\p{M}]/u.test(cell)) return false;
  return !/^[^\p{L}]*\d[^\p{L}]*\p{L}{0,3}[^\p{L}]*$/u.test(cell);
}

/** The sign that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const [first] = text.replace(/"[^"]*"/g, '').split('\n', 1);
  const times = (sign: string) => first.split(sign).length;
  return ['\t', ';', ','].reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

/** The rows of a table as RFC 4180 writes them; quotes may hold delimiters, line ends and doubled quotes. */
function* rowsOf(text: string, delimiter: string): Generator<string[]> {
  const pattern = new RegExp(
    `"([^"]*(?:""[^"]*)*)"?|([^"${delimiter}\\r\\n][^${delimiter}\\r\\n]*)|(${delimiter})|(\\r\\n?|\\n)`,
    'g',
  );
  let cells: string[] = [];
  let cell = '';
  for (const [, quoted, bare, , line] of text.matchAll(pattern)) {
    if (quoted !== undefined) cell += quoted.replaceAll('""', '"');
    else if (bare !== undefined) cell += bare;
    else {
      cells.push(cell.trim());
      cell = '';
      if (line !== undefined) {
        yield cells;
        cells = [];
      }
    }
  }
  yield [...cells, cell.trim()];
}
