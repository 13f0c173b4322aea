/**
 * The spellings of one Malayalam word that look the same, or that the script's reform made one, where the Unicode
 * standard (chapter 12.9) and common practice agree. What may be another word stays: അവന് and അവൻ, the forms of ന്റ, കെഎ,
 * a colon for ഃ, a dot reph.
 */

const ZWJ = '\u200D';
const ZWNJ = '\u200C';
const VIRAMA = '്';

/** Chillus were once written as letter, virama, joiner; Unicode 5.1 gave them letters of their own. */
const CHILLUS: Record<string, string> = { ണ: 'ൺ', ന: 'ൻ', ര: 'ർ', ല: 'ൽ', ള: 'ൾ', ക: 'ൿ' };

/** In the order in which they are put right; each sees what the ones before it have made. */
const RULES: [RegExp, string | ((...match: string[]) => string)][] = [
  // The chillu of KA stands in no conjunct of today's.
  [new RegExp(`ക${VIRAMA}${ZWJ}+(?=[ക-ഹ])`, 'g'), `ക${VIRAMA}`],
  [new RegExp(`([ണനരലളക])${VIRAMA}${ZWJ}+`, 'g'), (_, letter) => CHILLUS[letter]],
  // A joiner matters only after a virama, one that keeps letters apart only between letters.
  [new RegExp(`(?<=[ം-ൿ])(?<!${VIRAMA})[${ZWJ}${ZWNJ}]+`, 'g'), ''],
  [new RegExp(`(?<=${VIRAMA})${ZWNJ}+(?![അ-ഹ${ZWNJ}])`, 'g'), ''],
  [new RegExp(`(?<=${VIRAMA})([${ZWJ}${ZWNJ}])[${ZWJ}${ZWNJ}]+`, 'g'), '$1'],
  // Vowel signs in pieces, in either order.
  [/െെ/g, 'ൈ'],
  [/ാെ|ൊ/g, 'ൊ'],
  [/ാേ|ോ/g, 'ോ'],
  [/[ൗെ]ൗ|ൗെ|ൌ/g, 'ൗ'],
  // Letters in pieces.
  [/അാ/g, 'ആ'],
  [/ഇൗ/g, 'ഈ'],
  [/ഉൗ/g, 'ഊ'],
  [/ഒൗ/g, 'ഔ'],
  [/ഒാ/g, 'ഓ'],
  [/(?<![ക-ഹ])െഎ/g, 'ഐ'],
];

/** A text with one spelling of each word; other scripts stay as they are. */
export function oneSpelling(text: string): string {
  if (!/[\u0d00-\u0d7f]/.test(text)) return text;
  const once = RULES.reduce(
    (words, [spelling, one]) =>
      typeof one === 'string' ? words.replace(spelling, one) : words.replace(spelling, one),
    text,
  ).normalize('NFC');
  // What was put right may have brought other pieces together.
  return once === text ? text : oneSpelling(once);
}

/** The text with chillus as letters of their own, and as they were written before. */
export function withChillus(text: string, written: 'new' | 'old'): string {
  return Object.entries(CHILLUS).reduce((words, [letter, chillu]) => {
    const old = letter + VIRAMA + ZWJ;
    return written === 'new' ? words.replaceAll(old, chillu) : words.replaceAll(chillu, old);
  }, text);
}
