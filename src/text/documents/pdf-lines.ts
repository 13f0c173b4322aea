/** A stretch of text on a page, as PDF.js gives it: `transform` holds its place, in points from the lower left. */
export interface TextItem {
  str: string;
  width: number;
  height: number;
  transform: number[];
  hasEOL: boolean;
}

interface Line {
  text: string;
  /** Where it begins and ends, and its height above the bottom of the page. */
  start: number;
  end: number;
  y: number;
  size: number;
}

/** A line this far from the longest ends was ended by its writer, not by the edge of the page. */
const FULL_SHARE = 0.85;
/** Lines further apart than this many line heights are paragraphs. */
const PARAGRAPH_GAP = 1.7;
/** A line at the top or bottom is a header if as many pages have it, and at least so many. */
const HEADER_SHARE = 0.5;
const HEADER_PAGES = 3;

/**
 * The text of pages, lines joined where only the edge of the page has cut them: without the lines that all pages have,
 * which are `headers`, and with them.
 */
export function pagesText(pages: readonly TextItem[][]): { text: string; all: string; headers: string[] } {
  const lines = pages.map(linesOf);
  const all = textOf(lines);
  const isHeader = findHeaders(lines);
  const headers = lines.flatMap((page) =>
    page.filter((_, i) => isHeader(page, i)).map(({ text }) => text.trim()),
  );
  const own = lines.map((page) => page.filter((_, i) => !isHeader(page, i)));
  const text = textOf(own);
  // Pages of nothing but such lines are a list, and not headers.
  return text === '' ? { text: all, all, headers: [] } : { text, all, headers };
}

function textOf(pages: readonly Line[][]): string {
  let text = '';
  for (const page of pages) {
    const words = joined(page);
    if (words !== '')
      text += (text === '' ? '' : /[.!?…:”"’)]\s*$/.test(text.slice(-3)) ? '\n\n' : ' ') + words;
  }
  return text;
}

function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Line[] = [];
  let line: Line | undefined;
  for (const { str, width, height, transform, hasEOL } of items) {
    const [x, y] = [transform[4], transform[5]];
    if (str !== '') {
      line ??= { text: '', start: x, end: x, y, size: height };
      line.text += str;
      line.end = Math.max(line.end, x + width);
      line.size = Math.max(line.size, height);
    }
    if (hasEOL && line) {
      lines.push(line);
      line = undefined;
    }
  }
  if (line) lines.push(line);
  return lines.filter(({ text }) => text.trim() !== '');
}

function joined(lines: readonly Line[]): string {
  const right = lines.reduce((most, { end }) => Math.max(most, end), 0);
  const left = lines.reduce((least, { start }) => Math.min(least, start), right);
  let text = '';
  lines.forEach((line, i) => {
    const last = lines[i - 1];
    const words = line.text.trim();
    if (!last) text = words;
    else if (last.y - line.y > PARAGRAPH_GAP * Math.max(last.size, line.size) || last.y < line.y)
      text += `\n\n${words}`;
    else if (last.end - left < FULL_SHARE * (right - left)) text += `\n${words}`;
    else if (/[\p{L}\p{M}][-\u2010]$/u.test(last.text.trim()) && /^\p{Ll}/u.test(words))
      text = text.slice(0, -1) + words;
    else text += ` ${words}`;
  });
  return text;
}

/** A line is the same on two pages if only its numbers differ. */
const sameOnPages = (text: string) => text.trim().replace(/\d+/g, '#');

function findHeaders(pages: readonly Line[][]): (page: Line[], at: number) => boolean {
  const times = new Map<string, number>();
  for (const page of pages) {
    const edges = new Set([page.at(0), page.at(-1)].map((line) => sameOnPages(line?.text ?? '')));
    for (const edge of edges) times.set(edge, (times.get(edge) ?? 0) + 1);
  }
  const least = Math.max(HEADER_PAGES, HEADER_SHARE * pages.length);
  return (page, at) => {
    if (at !== 0 && at !== page.length - 1) return false;
    const edge = sameOnPages(page[at].text);
    return edge === '#' || times.get(edge)! >= least;
  };
}
