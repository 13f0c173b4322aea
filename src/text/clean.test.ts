import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, trimDocument } from './clean';
import { trickyText } from './text.fixtures';

const codeUnits = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));
const malayalamParts = fc
  .array(
    fc.constantFrom(
      ...'ണനരലളകേ',
      '\u0D4D',
      '\u200D',
      '\u200C',
      '\u0D46',
      '\u0D47',
      '\u0D57',
      '\u0D4C',
      'ഒ',
      'എ',
      '\u0D3E',
      '\u0301',
      '\u093C',
      '\0',
      '\uFEFF',
    ),
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(trickyText, malayalamParts, codeUnits, fc.string({ unit: 'binary' }));

describe('clean', () => {
  test.each([
    ['old chillus', 'അവന്\u200d അവര്\u200d പാല്\u200d അവള്\u200d കണ്\u200d വാക്\u200d', 'അവൻ അവർ പാൽ അവൾ കൺ വാൿ'],
    ['old chillus in the middle of words', 'വിദ്യാര്\u200dഥി പിന്\u200dതുണ', 'വിദ്യാർഥി പിൻതുണ'],
    ['a joiner in a conjunct with KA', 'പക്\u200dഷേ അക്\u200dഷരം', 'പക്ഷേ അക്ഷരം'],
    ['a joiner that makes no chillu', 'മ്\u200d പ\u200d', 'മ്\u200d പ'],
    [
      'a joiner that keeps letters apart',
      'തമിഴ്\u200cനാട് അതിന്\u200c അവൻ\u200c കേര\u200cളം',
      'തമിഴ്\u200cനാട് അതിന് അവൻ കേരളം',
    ],
    ['vowel signs in pieces', 'കെ\u0d3eച്ചി കാ\u0d46ച്ചി കാ\u0d47ണി കെ\u0d46കേയി', 'കൊച്ചി കൊച്ചി കോണി കൈകേയി'],
    ['the sign of AU', 'കൌതുകം കെ\u0d57തുകം മൗനം', 'കൗതുകം കൗതുകം മൗനം'],
    [
      'letters in pieces',
      'ഇ\u0d57ണം ഉ\u0d57ണ് ഒ\u0d57ഷധം ഒ\u0d3eണം \u0d46എക്യം അ\u0d3eന',
      'ഈണം ഊണ് ഔഷധം ഓണം ഐക്യം ആന',
    ],
    ['what may be another word', 'അവന് കെഎസ്ആർടിസി ദു:ഖം ഭാൎയ്യ എൻറെ അതു്', 'അവന് കെഎസ്ആർടിസി ദു:ഖം ഭാൎയ്യ എൻറെ അതു്'],
    [
      'what nobody sees',
      'so\u00adft\u200b wo\u2060rd\u200e \u202bx\u202c a\u200db\u{e0041}',
      'soft word x ab',
    ],
    ['spaces of all widths', 'a\u00a0b\u2009c\u202fd\u3000e', 'a b c d e'],
    ['line ends of Unicode', 'a\u000bb\u000cc\u0085d\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
    [
      'joiners of emoji and of other scripts',
      '👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 a\ufe0f क\u094d\u200dष می\u200cروم',
      '👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 a क\u094d\u200dष می\u200cروم',
    ],
    [
      'the flag of Wales',
      '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}',
      '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}',
    ],
    ['the two forms of ന്റ, left as they are', 'ന്റ ൻ്റ', 'ന്റ ൻ്റ'],
    ['decomposed letters', 'e\u0301 ക\u0d46\u0d3e', 'é കൊ'],
    ['Windows and old Macintosh lines', 'a\r\nb\rc\r\n\r\nd', 'a\nb\nc\n\nd'],
    ['a byte order mark', '\uFEFFa\uFEFFb', 'ab'],
    ['control characters', 'a\0b\x07c\x1b[31m\x7f\x84d\te', 'abc[31md\te'],
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
