import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, trimDocument } from './clean';
import { trickyText } from './text.fixtures';

const codeUnits = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));
const malayalamParts = fc
  .array(
    fc.constantFrom(...'ണനരലളകേ', '\u0D4D', '\u200D', '\u0D46', '\u0D3E', '\u0301', '\u093C', '\0', '\uFEFF'),
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(trickyText, malayalamParts, codeUnits, fc.string({ unit: 'binary' }));

describe('clean', () => {
  test.each([
    ['old chillus', 'അവന്\u200d അവര്\u200d പാല്\u200d അവള്\u200d കണ്\u200d വാക്\u200d', 'അവൻ അവർ പാൽ അവൾ കൺ വാൿ'],
    ['a joiner that makes no chillu', 'മ്\u200d പ\u200d', 'മ്\u200d പ\u200d'],
    ['the two forms of ന്റ, left as they are', 'ന്റ ൻ്റ', 'ന്റ ൻ്റ'],
    ['decomposed letters', 'e\u0301 ക\u0d46\u0d3e', 'é കൊ'],
    ['Windows and old Macintosh lines', 'a\r\nb\rc\r\n\r\nd', 'a\nb\nc\n\nd'],
    ['a byte order mark', '\uFEFFa\uFEFFb', 'ab'],
    ['control characters', 'a\0b\x07c\x1b[31m\x7f\x85d\te', 'abc[31md\te'],
    ['half of an emoji', 'a\ud83db', 'ab'],
    ['an accent after what was dropped', 'e\0\u0301', 'é'],
  ])('%s', (_, text, cleaned) => expect(clean(text)).toBe(cleaned));

  test('is done when it is done', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });
});

describe('trimDocument', () => {
  test.each([
    ['\n  \n  a\n\n b \n \n', '  a\n\n b'],
    [' a ', ' a'],
    [' \n\t\n', ''],
    ['', ''],
  ])('%j', (text, trimmed) => expect(trimDocument(text)).toBe(trimmed));
});
