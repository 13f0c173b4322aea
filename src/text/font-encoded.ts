import { fromKarthika } from './karthika';

/** With fewer words nobody can tell. */
const LEAST_WORDS = 12;
/** Code that writes letters as numbers (`\u00AA`) says the same word all the time. */
const LEAST_DIFFERENT = 0.2;
/** The longest part of a text that is looked at, in UTF-16 units. */
const SEEN_CHARACTERS = 20_000;

/** Malayalam words as they can be spelled, with all their signs where signs may stand. */
const SPELLED = /^(?:(?:[അ-ഔ]|[ക-ഹ](?:്[ക-ഹ])*(?:[ാ-ൃെ-ൈൊ-ോൗ]|ു?്)?)[ംഃ]?[ൺ-ൿ]?)+$/u;
const LEAST_SPELLED = 0.85;
/** Glyphs that are no Latin letters, in the middle of words: English has none, and program code no words around them. */
const ODD = /(?<=[A-Za-z\u00A1-\u00E4])[[\]\\^_`{|}\u00A1-\u00E4]|[[\]\\^_`{|}\u00A1-\u00E4](?=[A-Za-z])/g;
const LEAST_ODD_SHARE = 0.04;

/**
 * The text in Unicode, if it is Malayalam that was typed for a font of its own; nothing if it is anything else. It must
 * be spelled as Malayalam is when it is converted, which no other language is by chance.
 */
export function fromFont(text: string): string | undefined {
  const seen = text.slice(0, SEEN_CHARACTERS);
  const odd = seen.match(ODD)?.length ?? 0;
  if (odd < LEAST_ODD_SHARE * seen.length || /[\u0d05-\u0d7f]/.test(seen)) return undefined;
  const words = fromKarthika(seen)
    .split(/[^\u0d00-\u0d7f]+/)
    .filter((word) => word !== '');
  if (words.length < LEAST_WORDS || new Set(words).size < LEAST_DIFFERENT * words.length) return undefined;
  const spelled = words.filter((word) => SPELLED.test(word)).length;
  if (spelled < LEAST_SPELLED * words.length) return undefined;
  return fromKarthika(text);
}
