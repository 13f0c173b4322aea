import { describe, expect, test } from 'vitest';
import { decodeText } from './decode';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from(
    [...text].flatMap((_, i) =>
      [0, 8].map((shift) => (text.charCodeAt(i) >> (little ? shift : 8 - shift)) & 255),
    ),
  );
const western = (text: string) =>
  Uint8Array.from(
    text,
    (letter) => ({ '’': 0x92, '“': 0x93, '”': 0x94, '…': 0x85, '–': 0x96 })[letter] ?? letter.charCodeAt(0),
  );
const decode = (bytes: Uint8Array) => decodeText('a.txt', bytes);

const ENGLISH = 'It rained, and “nobody” had Anju’s umbrella – at the café… We ran home and laughed.';
const MALAYALAM = 'മഴ പെയ്തു, ഞാൻ വീട്ടിലേക്ക് ഓടി. Amma chirichu.';

describe('decodeText', () => {
  test.each([ENGLISH, MALAYALAM, 'x'])('reads %s in UTF-8 and UTF-16 as it is', (text) => {
    for (const bytes of [utf8(text), utf16(`\uFEFF${text}`, true), utf16(`\uFEFF${text}`, false)])
      expect(decode(bytes)).toEqual({ text, repairs: [] });
    expect(decode(utf8(`\uFEFF${text}`)).text.replace('\uFEFF', '')).toBe(text);
  });

  test.each([ENGLISH, MALAYALAM])('tells of UTF-16 without its mark: %s', (text) => {
    for (const little of [true, false])
      expect(decode(utf16(text, little))).toEqual({
        text,
        repairs: [{ kind: 'encoding', encoding: 'utf-16' }],
      });
  });

  test('tells of Windows-1252', () => {
    expect(decode(western(ENGLISH))).toEqual({
      text: ENGLISH,
      repairs: [{ kind: 'encoding', encoding: 'windows-1252' }],
    });
  });

  test('puts a sign where a byte is wrong, and tells how many', () => {
    const bad = utf8(`${MALAYALAM} a ${MALAYALAM}`);
    bad[bad.indexOf(0x61)] = 0xff;
    expect(decode(bad).repairs).toEqual([{ kind: 'bad-bytes', count: 1 }]);
    expect(decode(utf8(MALAYALAM + 'മ').slice(0, -1)).repairs).toEqual([{ kind: 'bad-bytes', count: 1 }]);
  });

  test('tells of a NUL', () => {
    expect(decode(utf8(`${ENGLISH}\0${ENGLISH}`)).repairs).toEqual([{ kind: 'control', count: 1 }]);
  });

  test.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), 'binary'],
    ['control characters', utf8('ab\x01c\x02'.repeat(20)), 'binary'],
    ['an encoding of Japan', Uint8Array.from({ length: 200 }, (_, i) => 0x83 + (i % 60)), 'encoding'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => decode(bytes)).toThrow(expect.objectContaining({ reason }));
  });
});
