import { endingOf } from '../import';
import { isChat, readChat } from './chat';
import { readCsv } from './csv';
import type { Found, Repair } from './document';
import { readJson, readNotebook } from './json';
import { decodeEntities, readPlain } from './plain';
import type { Source } from './source';
import { isSubtitles, readSubtitles } from './subtitles';

const FLAT = /^\s*<\?xml[^>]*>\s*<office:document\s|^\s*<office:document\s/;
const HTML = /^\s*(?:<!--[^>]*-->\s*)*<(?:!doctype html|html|head|body)[\s>]/i;
const XML = /^\s*<\?xml\s/;
/** Files of these kinds are somebody's program, every sign of it. */
const CODE = new Set(
  'py js ts jsx tsx css c h cpp hpp java kt cs go rs rb php sh sql swift lua r pl sb ino m svg vue'.split(
    ' ',
  ),
);

/** Reads a file that is text: of which kind, its contents say first, and then its name. */
export async function readText(source: Source): Promise<{ found: Found; repairs: Repair[] }> {
  const ending = endingOf(source.name);
  const { text } = source;
  const start = text.slice(0, 2000).replace(/^\uFEFF/, '');
  if (FLAT.test(start)) {
    const { readFlat } = await import('./office');
    return { found: readFlat(source), repairs: [] };
  }
  if (CODE.has(ending)) return { found: readPlain(text), repairs: [] };
  const isXml = XML.test(start) && !/<html[\s>]/i.test(start);
  if (isXml || HTML.test(start) || /^x?html?$/.test(ending)) {
    const { readHtml } = await import('./html');
    return { found: readHtml(source, isXml), repairs: [] };
  }
  const found =
    (ending === 'ipynb' ? readNotebook(text) : undefined) ??
    (ending === 'json' || ending === 'ipynb' ? readJson(text) : undefined) ??
    (ending === 'csv' || ending === 'tsv' ? readCsv(text) : undefined) ??
    (isSubtitles(text) ? readSubtitles(text) : undefined) ??
    (isChat(text) ? readChat(text) : undefined);
  if (found) return { found, repairs: [] };
  const decoded = decodeEntities(text);
  return { found: readPlain(decoded.text), repairs: decoded.repairs };
}
