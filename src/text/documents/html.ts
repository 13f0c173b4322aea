import { Parser } from 'htmlparser2';
import { type Found, LeftOuts } from './document';
import { Depth, Lines } from './markup';
import { withoutPictures } from './plain';
import type { Source } from './source';

const SCRIPTS = new Set(['script', 'style', 'template', 'noscript', 'object', 'iframe']);
const PICTURES = new Set(['img', 'picture', 'svg', 'video', 'audio', 'canvas', 'math']);
/** What a page has for those who use it. */
const CONTROLS = new Set(['head', 'button', 'select', 'option', 'nav']);
/** Elements in the middle of a line; before and after all others a line ends. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark o:p q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'blockquote',
  'ul',
  'ol',
  'table',
  'dl',
]);
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** The text of a web page, or of XML that is nobody's in particular: what its reader would see. */
export function readHtml({ name, text, tick }: Source, isXml = false): Found {
  const leftOuts = new LeftOuts();
  const depth = new Depth(name, tick);
  const lines = new Lines();
  // Elements of which nothing is read, and those in which space counts, each with its depth.
  const open: { name: string; skips: boolean; keeps: boolean }[] = [];
  let skipping = 0;
  let keeping = 0;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        depth.open();
        const hides = 'hidden' in attributes || HIDDEN.test(attributes.style ?? '');
        const skips = !isXml && (SCRIPTS.has(tag) || PICTURES.has(tag) || CONTROLS.has(tag) || hides);
        if (skipping === 0) {
          if (!isXml && SCRIPTS.has(tag)) leftOuts.add('script', `<${tag}>`);
          else if (!isXml && PICTURES.has(tag)) leftOuts.add('picture');
          else leftOuts.add('markup', `<${tag}>`);
          if (PARAGRAPHS.has(tag)) lines.endParagraph();
          else if (tag === 'br') lines.write('\n');
          else if (tag === 'td' || tag === 'th') lines.flow(' ');
          else if (!INLINE.has(tag) && !skips) lines.endLine();
        }
        const keeps = tag === 'pre' || tag === 'textarea';
        open.push({ name: tag, skips, keeps });
        if (skips) skipping++;
        if (keeps) keeping++;
      },
      onclosetag(tag) {
        depth.close();
        const last = open.pop();
        if (last?.skips) skipping--;
        if (last?.keeps) keeping--;
        if (skipping > 0) return;
        if (PARAGRAPHS.has(tag)) lines.endParagraph();
        else if (!INLINE.has(tag) && tag !== 'br' && tag !== 'td' && tag !== 'th') lines.endLine();
      },
      ontext(words) {
        if (skipping > 0) return;
        if (keeping > 0) lines.write(words);
        else lines.flow(words);
      },
      oncomment(words) {
        if (skipping === 0) leftOuts.add('comment', words);
      },
    },
    { xmlMode: isXml, decodeEntities: true },
  );
  writeInParts(parser, text, tick);
  return { text: withoutPictures(lines.text, leftOuts), all: text, leftOut: leftOuts.list };
}

const PART_CHARACTERS = 65_536;

/** Feeds a parser with a part at a time, so that one who waits hears that it gets on. */
export function writeInParts(parser: Parser, text: string, tick: () => void): void {
  for (let at = 0; at < text.length; at += PART_CHARACTERS) {
    parser.write(text.slice(at, at + PART_CHARACTERS));
    tick();
  }
  parser.end();
}
