import { type Found, LeftOuts } from './document';

/** "00:01:02,345 --> 00:01:04,000" with what may follow; hours may be missing. */
const TIMES = /^\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}.*$/;
const ANY_TIMES = new RegExp(TIMES.source, 'gm');
/** `<i>`, `<c.yellow>`, `<00:00:01.000>`; `{\an8}`. */
const TAG = /<\/?[a-z\d][^<>\n]{0,100}>|\{\\[^{}\n]{1,100}\}/gi;
const FEWEST = 2;

/** Whether a text is the subtitles of a film: SubRip or WebVTT. */
export function isSubtitles(text: string): boolean {
  const start = text.slice(0, 20_000);
  const times = start.match(ANY_TIMES)?.length ?? 0;
  return times >= FEWEST || (times > 0 && /^\uFEFF?WEBVTT\s/.test(start));
}

/** What is said in subtitles, one line a subtitle, without their numbers, times and styles. */
export function readSubtitles(text: string): Found {
  const leftOuts = new LeftOuts();
  const said: string[] = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n+/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const at = lines.findIndex((line) => TIMES.test(line));
    if (at < 0) {
      const isHeader = /^\uFEFF?(?:WEBVTT|NOTE|STYLE|REGION)\b/.test(lines[0] ?? '');
      if (isHeader) leftOuts.add('data', lines.join(' '));
      // A subtitle with a blank line in it.
      else if (lines.length > 0) said.push(wordsOf(lines, leftOuts));
      continue;
    }
    leftOuts.add('time', lines.slice(0, at + 1).join(' '));
    const words = wordsOf(lines.slice(at + 1), leftOuts);
    if (words !== '') said.push(words);
  }
  return { text: said.join('\n'), all: text, leftOut: leftOuts.list };
}

/** The lines of a subtitle as one, but for those by which another person speaks. */
function wordsOf(lines: readonly string[], leftOuts: LeftOuts): string {
  let words = '';
  for (const line of lines) {
    const bare = line.replace(TAG, (tag) => {
      leftOuts.add('markup', tag);
      return '';
    });
    const speaks = /^\s*[-–—]/.test(bare);
    words += words === '' ? bare.trim() : `${speaks ? '\n' : ' '}${bare.trim()}`;
  }
  return words.trim();
}
