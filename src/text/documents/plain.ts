import { type Found, LeftOuts, type Repair } from './document';

/** A picture that is written into a text as base64: `data:image/png;base64,iVBOR…`. */
const DATA = String.raw`data:(?:image|audio|video|font|application)/[\w.+-]{1,60}(?:;[\w=.-]{1,40}){0,4};base64,[A-Za-z0-9+/=%]{16,}`;
/** As Markdown defines one at the end of a page, and shows it in the text. */
const DEFINITION = new RegExp(String.raw`^[ ]{0,3}\[(?<id>[^\]\n]{1,100})\]:[ ]*<?${DATA}>?[ ]*$\n?`, 'gm');
const INLINE = new RegExp(String.raw`!\[[^\]\n]{0,300}\]\(<?${DATA}>?(?:[ ]"[^"\n]{0,300}")?\)`, 'g');
const BARE = new RegExp(DATA, 'g');

/** Characters as numbers, "&#3374;": where a text has many, they are its letters. */
const ENTITY = /&#(?:x(?<hex>[0-9A-Fa-f]{1,6})|(?<decimal>\d{1,7}));/g;
const MANY_ENTITIES = 8;
const NAMED: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text of letters only, or Markdown: without the pictures that are written into it. */
export function readPlain(text: string): Found {
  const leftOuts = new LeftOuts();
  const own = withoutPictures(text, leftOuts);
  return { text: own, ...(own !== text && { all: text }), leftOut: leftOuts.list };
}

/** Takes pictures in base64 out of a text, and the marks that show them. */
export function withoutPictures(text: string, leftOuts: LeftOuts): string {
  if (!text.includes(';base64,')) return text;
  const ids = new Set<string>();
  const picture = () => {
    leftOuts.add('picture');
    return '';
  };
  const rest = text
    .replace(DEFINITION, (...match) => {
      ids.add((match.at(-1) as { id: string }).id);
      return picture();
    })
    .replace(INLINE, picture)
    .replace(BARE, picture);
  if (ids.size === 0) return rest;
  return rest.replace(/!\[[^\]\n]{0,300}\]\[([^\]\n]{1,100})\]/g, (shown, id: string) =>
    ids.has(id) ? '' : shown,
  );
}

/** Letters that were written as numbers become letters, if there are many: in a few, somebody writes about HTML. */
export function decodeEntities(text: string): { text: string; repairs: Repair[] } {
  const letters = Array.from(text.matchAll(ENTITY)).filter(({ groups }) => numberOf(groups!) > 127);
  if (letters.length < MANY_ENTITIES) return { text, repairs: [] };
  const decoded = text
    .replace(ENTITY, (entity, ...rest) => {
      const number = numberOf(rest.at(-1) as Record<string, string>);
      return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : entity;
    })
    .replace(/&(nbsp|amp|lt|gt|quot|apos);/g, (_, name: string) => NAMED[name]);
  return { text: decoded, repairs: [{ kind: 'entities', count: letters.length }] };
}

function numberOf({ hex, decimal }: Record<string, string>): number {
  return hex ? Number.parseInt(hex, 16) : Number(decimal);
}
