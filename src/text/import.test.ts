import { describe, expect, test } from 'vitest';
import { ACCEPTED_FILES, ImportError, importFile, MAX_FILE_BYTES, openTextFile } from './import';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
};
const refusal = (name: string, bytes: Uint8Array) => {
  try {
    importFile(name, bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ImportError);
    return error as ImportError;
  }
  throw new Error(`${name} was taken`);
};

describe('importFile', () => {
  const text = 'മഴ rain 😄\nline two\n';

  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${text}`)],
    ['UTF-16, little endian', utf16(`\uFEFF${text}`, true)],
    ['UTF-16, big endian', utf16(`\uFEFF${text}`, false)],
    ['Windows lines', utf8(text.replaceAll('\n', '\r\n'))],
  ])('reads %s', (_, bytes) => {
    expect(importFile('a.txt', bytes)).toEqual({ name: 'a.txt', text });
  });

  test('cleans what it reads', () => {
    expect(importFile('a.md', utf8('അവന്\u200d e\u0301')).text).toBe('അവൻ é');
  });

  test.each(['notes.md', 'x.py', 'log.2024', 'Makefile', '.bashrc', 'ഡയറി.txt', 'picture.svg'])(
    'takes %s for text',
    (name) => {
      expect(importFile(name, utf8('text')).name).toBe(name);
    },
  );

  test('takes the colours of a log and the page ends of an old file', () => {
    expect(importFile('build.log', utf8(`\x1b[32m${'all well '.repeat(20)}\x1b[0m\f\n`)).text).toContain(
      'all well',
    );
  });

  test.each([
    ['essay.PDF', 'document'],
    ['essay.docx', 'document'],
    ['photo.JPG', 'picture'],
    ['song.mp3', 'media'],
    ['all.zip', 'archive'],
  ])('refuses %s by its name', (name, reason) => {
    expect(refusal(name, utf8('text'))).toMatchObject({ domain: 'text', reason, details: { name } });
  });

  test.each([
    ['empty', new Uint8Array(), 'empty'],
    ['blank', utf8('\uFEFF \n\t'), 'empty'],
    ['with NUL', utf8('a\0b'), 'binary'],
    [
      'a PNG without an extension',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13),
      'binary',
    ],
    ['full of control characters', utf8('ab\x01c\x02'.repeat(20)), 'binary'],
    ['UTF-16 without a mark', utf16('hello', true), 'binary'],
    ['Latin-1', Uint8Array.of(0x63, 0x61, 0x66, 0xe9), 'encoding'],
    ['UTF-8 that is cut short', utf8('മഴ').slice(0, -1), 'encoding'],
    ['UTF-16 that is cut short', utf16('\uFEFFമഴ', true).slice(0, -1), 'encoding'],
    ['too large', new Uint8Array(MAX_FILE_BYTES + 1).fill(97), 'too-large'],
  ])('refuses a file that is %s', (_, bytes, reason) => {
    expect(refusal('file', bytes)).toMatchObject({ reason, details: { name: 'file' } });
  });

  test('takes a file that is just not too large', () => {
    expect(importFile('a', new Uint8Array(MAX_FILE_BYTES).fill(97)).text).toHaveLength(MAX_FILE_BYTES);
  });

  test('offers the endings a file chooser knows', () => {
    for (const ending of ACCEPTED_FILES) expect(ending).toMatch(/^(\.[a-z]+|text\/\*)$/);
  });
});

describe('openTextFile', () => {
  test('reads a file', async () => {
    const file = new File(['\uFEFFമഴ\r\n'], 'rain.txt');
    expect(await openTextFile(file)).toEqual({ name: 'rain.txt', text: 'മഴ\n' });
  });

  test('refuses by name and size before a byte is read', async () => {
    const unread = (name: string, size: number) =>
      Object.defineProperties(new File(['x'], name), {
        size: { value: size },
        arrayBuffer: { value: () => Promise.reject(new Error('read')) },
      });
    await expect(openTextFile(unread('film.mp4', 3e9))).rejects.toMatchObject({ reason: 'media' });
    await expect(openTextFile(unread('film', 3e9))).rejects.toMatchObject({ reason: 'too-large' });
  });

  test('never calls a file empty that the browser may not read', async () => {
    const nothing = new File([], 'diary.txt');
    await expect(openTextFile(nothing)).rejects.toMatchObject({ domain: 'file', reason: 'no-content' });
    const denied = new File(['x'], 'diary.txt');
    denied.arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
    await expect(openTextFile(denied)).rejects.toMatchObject({ domain: 'file', reason: 'unreadable' });
  });
});
