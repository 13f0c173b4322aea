import { Parser } from 'htmlparser2';
import { type Found, LeftOuts } from './document';
import { writeInParts } from './html';
import { Depth, Lines } from './markup';
import type { Source } from './source';

/**
 * What the elements of an office format do to its text; all others are walked through. `skips` are those of which
 * nothing is read, with the reason.
 */
interface Dialect {
  /** Words are only here, if there is such a set. */
  words?: ReadonlySet<string>;
  /** Nothing outside of it is read, if it is named. */
  body?: ReadonlySet<string>;
  lines: ReadonlySet<string>;
  breaks: ReadonlySet<string>;
  tabs: ReadonlySet<string>;
  pictures: ReadonlySet<string>;
  skips: Readonly<Record<string, 'header' | 'comment' | 'removed' | 'data' | 'again'>>;
  /** Footnotes, which stand in the middle of a sentence and are read at the end. */
  notes: ReadonlySet<string>;
}

const set = (...names: string[]): ReadonlySet<string> => new Set(names);

/** Office Open XML: Word's and PowerPoint's. */
export const OPEN_XML: Dialect = {
  words: set('w:t', 'a:t', 'm:t'),
  lines: set('w:p', 'a:p'),
  breaks: set('w:br', 'w:cr', 'a:br'),
  tabs: set('w:tab'),
  pictures: set('pic:pic', 'w:pict', 'w:object', 'p:pic'),
  // A fallback says the same again, for older programs.
  skips: { 'w:del': 'removed', 'w:moveFrom': 'removed', 'mc:Fallback': 'again', 'w:tabs': 'again' },
  notes: set(),
};

/** OpenDocument, flat or from a package. */
export const OPEN_DOCUMENT: Dialect = {
  body: set('office:text', 'office:presentation'),
  lines: set('text:p', 'text:h'),
  breaks: set('text:line-break'),
  tabs: set('text:tab'),
  pictures: set('draw:image', 'draw:object', 'draw:object-ole', 'draw:plugin'),
  skips: {
    'office:annotation': 'comment',
    'text:tracked-changes': 'removed',
    'text:note-citation': 'again',
    'text:sequence-decls': 'again',
    'office:forms': 'data',
    'office:binary-data': 'again',
    'svg:title': 'data',
    'svg:desc': 'data',
    'text:page-number': 'header',
    'presentation:notes': 'comment',
  },
  notes: set('text:note-body'),
};

/** Reads one part of an office document, `xml`, in a dialect; what is left out is added to `leftOuts`. */
export function readXml(
  xml: string,
  dialect: Dialect,
  { name, tick }: Pick<Source, 'name' | 'tick'>,
  leftOuts: LeftOuts,
): string {
  const depth = new Depth(name, tick);
  const main = new Lines();
  const notes = new Lines();
  const open: string[] = [];
  const within = { body: 0, words: 0, notes: 0 };
  let skipped: { at: number; reason: Dialect['skips'][string]; words: string } | undefined;
  const lines = () => (within.notes > 0 ? notes : main);
  const isRead = () => !skipped && (!dialect.body || within.body > 0) && (!dialect.words || within.words > 0);
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        depth.open();
        open.push(tag);
        if (dialect.body?.has(tag)) within.body++;
        if (skipped) return;
        const reason = Object.hasOwn(dialect.skips, tag) ? dialect.skips[tag] : undefined;
        if (reason) skipped = { at: open.length, reason, words: '' };
        else if (dialect.notes.has(tag)) within.notes++;
        else if (dialect.words?.has(tag)) within.words++;
        if (dialect.body && within.body === 0) return;
        if (dialect.breaks.has(tag)) lines().write('\n');
        else if (dialect.tabs.has(tag)) lines().write('\t');
        else if (tag === 'text:s')
          lines().write(' '.repeat(Math.min(100, Number(attributes['text:c'] ?? 1) || 1)));
        else if (dialect.pictures.has(tag)) leftOuts.add('picture');
      },
      onclosetag(tag) {
        depth.close();
        if (skipped?.at === open.length) {
          if (skipped.reason !== 'again' && skipped.words.trim() !== '')
            leftOuts.add(skipped.reason, skipped.words);
          skipped = undefined;
        } else if (!skipped) {
          if (dialect.lines.has(tag)) lines().write('\n');
          if (dialect.notes.has(tag)) within.notes--;
          if (dialect.words?.has(tag)) within.words--;
        }
        open.pop();
        if (dialect.body?.has(tag)) within.body--;
      },
      ontext(words) {
        if (skipped) {
          if (skipped.words.length < 300) skipped.words += words;
        } else if (isRead()) lines().write(dialect.words ? words : words.replace(/\s+/g, ' '));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  writeInParts(parser, xml, tick);
  return [main.text, notes.text].filter((part) => part !== '').join('\n\n');
}

/** A document of LibreOffice as one file of XML. */
export function readFlat(source: Source): Found {
  const leftOuts = new LeftOuts();
  const text = readXml(source.text, OPEN_DOCUMENT, source, leftOuts);
  return { text, leftOut: leftOuts.list };
}
