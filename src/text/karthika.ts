/**
 * Malayalam as it was typed before Unicode, for the fonts of the ML-TT family (ML-TTKarthika, ML-TTRevathi, …) of ISM:
 * each glyph took the place of a Latin letter or sign, and vowel signs were typed where they stand on paper.
 */

/** Glyphs from "A" to "}", and from U+00A1 on, one after the other. */
const ASCII =
  'അ ആ ഇ ഉ ഋ എ ഏ ഒ ക ഖ ഗ ഘ ങ ച ഛ ജ ഝ ഞ ട ഠ ഡ ഢ ണ ത ഥ ദ ധ ന പ ഫ ബ ഭ മ യ ര റ ല ള ഴ വ ശ ഷ സ ഹ ാ ി ീ ു ൂ ൃ െ േ ൗ ് ം ഃ ്യ ്വ ്ര ്യു ്യൂ';
const LATIN =
  'ക്ക ക്ല ക്ഷ ഗ്ഗ ഗ്ല ങ്ക ങ്ങ ച്ച ഞ്ച ഞ്ഞ ട്ട ൺ ണ്ട ണ്ണ ത്ത ത്ഥ ദ്ദ ദ്ധ ൻ ന്ത ന്ദ ന്ന ന്മ പ്പ പ്ല ബ്ബ ബ്ല മ്പ മ്മ മ്ല യ്യ ർ റ്റ ൽ ല്ല ൾ ള്ള വ്വ ശ്ല ശ്ശ സ്ല സ്സ ഹ്ല സ്റ്റ ഡ്ഡ ക്ട ബ്ധ ബ്ദ ച്ഛ ഹ്മ ഹ്ന ന്ധ ത്സ ജ്ജ ണ്മ സ്ഥ ന്ഥ ജ്ഞ ത്ഭ ഗ്മ ശ്ച ണ്ഡ ത്മ ക്ത ഗ്ന ന്റ ഷ്ട റ്റ';

const VIRAMA = '്';
/** Typed before the letters that it belongs to, unlike a virama and RA that somebody has typed. */
const RA_BEFORE = '\uE000';

const GLYPHS = new Map<string, string>([
  ...ASCII.split(' ').map((glyph, i): [string, string] => [String.fromCharCode(0x41 + i), glyph]),
  ...LATIN.split(' ').map((glyph, i): [string, string] => [String.fromCharCode(0xa1 + i), glyph]),
  ['{', RA_BEFORE],
]);

const CONSONANT = '[ക-ഹ]';
/** A consonant with all that is joined to it, what was typed before it, and the second half of a sign after it. */
const SYLLABLE = new RegExp(`([െേൈ]?)(${RA_BEFORE}?)(${CONSONANT}(?:${VIRAMA}${CONSONANT})*)([ാൗ]?)`, 'g');
/** Independent vowels that are made of two glyphs. */
const VOWELS: [RegExp, string][] = [
  [/ഇൗ/g, 'ഈ'],
  [/ഉൗ/g, 'ഊ'],
  [/ഒൗ/g, 'ഔ'],
  [/ഒാ/g, 'ഓ'],
  [/െഎ/g, 'ഐ'],
];

/** The text of a font of the ML-TT family in Unicode. */
export function fromKarthika(text: string): string {
  let glyphs = '';
  for (const character of text) glyphs += GLYPHS.get(character) ?? character;
  const inOrder = glyphs
    .replace(/െെ/g, 'ൈ')
    .replace(SYLLABLE, (_, before: string, ra: string, cluster: string, last: string) => {
      // "സ്വാതന്ത്ര്യം": what is joined by YA comes last.
      const joined = ra ? cluster.replace(/(?<=.)(?:്യ)?$/, (ya) => `${VIRAMA}ര${ya}`) : cluster;
      return joined + before + last;
    });
  return VOWELS.reduce((words, [pieces, vowel]) => words.replace(pieces, vowel), inOrder)
    .replaceAll(RA_BEFORE, `${VIRAMA}ര`)
    .normalize('NFC')
    .replaceAll('ൌ', 'ൗ');
}
