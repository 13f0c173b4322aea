import { describe, expect, test } from 'vitest';
import {
  ACCEPTED_FILES,
  ImportError,
  MAX_DOCUMENT_BYTES,
  MAX_TEXT_CHARACTERS,
  refuseUnread,
} from '../import';
import { read, refusal, utf8 } from './documents.fixtures';

describe('plain text', () => {
  test.each(['notes.md', 'x.py', 'log.2024', 'Makefile', '.bashrc', 'ഡയറി.txt', 'picture.svg', 'essay.docx'])(
    'is taken whatever its name is: %s',
    async (name) => {
      expect(await read(name, 'Plain words, and enough of them.')).toEqual({
        ...{ name, text: 'Plain words, and enough of them.', all: 'Plain words, and enough of them.' },
        ...{ leftOut: [], repairs: [] },
      });
    },
  );

  test('is taken though it speaks of other formats', async () => {
    const text = 'My notes: %PDF-1.4 begins a PDF, and {\\rtf1 a document in Rich Text.';
    for (const name of ['notes.md', 'notes.py']) expect((await read(name, text)).text).toBe(text);
  });

  test('comes cleaned', async () => {
    expect((await read('a.md', '\uFEFFഅവന്\u200d\r\ne\u0301')).text).toBe('അവൻ\né');
  });

  test('may be as long as it may be, and no longer', async () => {
    expect((await read('a', new Uint8Array(MAX_TEXT_CHARACTERS).fill(97))).text).toHaveLength(
      MAX_TEXT_CHARACTERS,
    );
    expect((await refusal('a', new Uint8Array(MAX_TEXT_CHARACTERS + 1).fill(97))).reason).toBe('too-long');
    expect((await refusal('a', utf8('\uFEFF \n\t'))).reason).toBe('empty');
  });
});

test.each([
  ['essay.DOC', 'document'],
  ['marks.xlsx', 'spreadsheet'],
  ['photo.JPG', 'picture'],
  ['song.mp3', 'media'],
  ['all.rar', 'archive'],
])('%s is refused by its name, before a byte is read', (name, reason) => {
  expect(() => refuseUnread(name, 1)).toThrow(expect.objectContaining({ reason, details: { name } }));
  expect(() => refuseUnread('film', MAX_DOCUMENT_BYTES + 1)).toThrow(ImportError);
});

test('old documents, and those that a password closes, are refused by their beginning', async () => {
  const ole = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
  expect((await refusal('essay', ole)).reason).toBe('document');
  expect((await refusal('essay.docx', ole)).reason).toBe('encrypted');
});

test('a file chooser knows the endings that are offered', () => {
  for (const ending of ACCEPTED_FILES) expect(ending).toMatch(/^(\.[a-z]+|text\/\*)$/);
});
