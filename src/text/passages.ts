/** What begins where a passage begins, from the most natural place to cut a text to the least. */
export const CUT_LEVELS = ['document', 'paragraph', 'line', 'sentence', 'word', 'character'] as const;
export type CutLevel = (typeof CUT_LEVELS)[number];

/** A short stretch of a document, the smallest thing that is learned from, held out, or removed. */
export interface Passage {
  text: string;
  /** What begins at its start. */
  level: CutLevel;
}

/** The longest passage, in UTF-16 units: a few sentences. */
export const PASSAGE_CHARACTERS = 300;

/** Ways to cut, each finer than the one before; the parts joined are the text. */
const CUTTERS: [CutLevel, (text: string, limit: number) => string[]][] = [
  ['paragraph', (text) => linesUntil(text, (previousIsBlank) => previousIsBlank)],
  ['line', (text) => linesUntil(text, () => true)],
  ['sentence', sentences],
  ['word', words],
  ['character', characters],
];

/**
 * A document's paragraphs; one longer than `limit` UTF-16 units is cut into its lines, these into
 * sentences, and so on. The passages joined are the text, and their token ids joined are those of the
 * text: cuts are only where a token ends anyway. The exception is a stretch longer than `limit` in
 * which no word ends: it is cut through.
 */
export function passagesOf(text: string, limit: number): Passage[] {
  return cut(text, 'document', limit, 0);
}

/** A text's lines, with the blank lines that follow them, cut into sentences; joined, they are the text. */
export function sentencesOf(text: string): string[] {
  return linesUntil(text, () => true).flatMap((line) => sentences(line));
}

function cut(text: string, level: CutLevel, limit: number, cutter: number): Passage[] {
  if (cutter === CUTTERS.length || (cutter > 0 && text.length <= limit)) return [{ text, level }];
  const [inner, parts] = CUTTERS[cutter];
  return parts(text, limit).flatMap((part, i) => cut(part, i === 0 ? level : inner, limit, cutter + 1));
}

/** Lines joined until one with text `begins` a new part; blank lines stay with what they follow. */
function linesUntil(text: string, begins: (previousIsBlank: boolean) => boolean): string[] {
  const parts: string[] = [];
  let previousIsBlank = true;
  for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
    const isBlank = line.trim() === '';
    if (parts.length === 0 || (!isBlank && begins(previousIsBlank))) parts.push(line);
    else parts[parts.length - 1] += line;
    previousIsBlank = isBlank;
  }
  return parts;
}

function sentences(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const end of text.matchAll(/[.!?…।][)\]"'”’]*(?=[^\S\n]+\S)/gu)) {
    const at = end.index + end[0].length;
    parts.push(text.slice(start, at));
    start = at;
  }
  parts.push(text.slice(start));
  return parts;
}

/** As many whole words as fit, with the space before each. */
function words(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (const word of text.match(/\s*\S+(?:\s+$)?/g) ?? [text]) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + word.length <= limit) parts[parts.length - 1] = last + word;
    else parts.push(word);
  }
  return parts;
}

/**
 * No pattern of the base's pre-tokenizer holds a letter, mark or number and then something else, so a
 * token always ends here, whatever comes before and after.
 */
const AFTER_A_WORD = /(?<=[\p{L}\p{M}\p{N}\u200C\u200D])(?![\p{L}\p{M}\p{N}\u200C\u200D])/gu;

/** For text without a space: cuts after words where there are any, else between any two characters. */
function characters(text: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > limit) {
    // Two units more, so that the character behind the last possible cut is seen whole.
    const window = text.slice(start, start + limit + 2);
    const cuts = Array.from(window.matchAll(AFTER_A_WORD), ({ index }) => index);
    const cut =
      cuts.filter((index) => index <= limit).at(-1) ?? (isPair(text, start + limit - 1) ? limit - 1 : limit);
    parts.push(text.slice(start, start + cut));
    start += cut;
  }
  parts.push(text.slice(start));
  return parts;
}

/** Whether the unit at `at` is the first half of a character. */
function isPair(text: string, at: number): boolean {
  return text.codePointAt(at)! > 0xffff;
}
