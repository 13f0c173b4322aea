import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CUT_LEVELS, passagesOf } from './passages';
import { tokenizer, trickyText } from './text.fixtures';

const cut = (text: string, limit: number) => passagesOf(text, limit).map(({ level, text }) => [level, text]);

describe('passagesOf', () => {
  test('cuts paragraphs at blank lines, which stay with the paragraph before them', () => {
    expect(cut('a\nb\n\n \n  c\n\nd', 300)).toEqual([
      ['document', 'a\nb\n\n \n'],
      ['paragraph', '  c\n\n'],
      ['paragraph', 'd'],
    ]);
  });

  test('cuts what is too long into lines, sentences, words and at last anywhere', () => {
    expect(
      cut('first line\nOne. Two is "long." Three!\nwords, many words\naaaaaaaaaaaaaaaaaaaaaa', 14),
    ).toEqual([
      ['document', 'first line\n'],
      ['line', 'One.'],
      ['sentence', ' Two is'],
      ['word', ' "long."'],
      ['sentence', ' Three!\n'],
      ['line', 'words, many'],
      ['word', ' words\n'],
      ['line', 'aaaaaaaaaaaaaa'],
      ['character', 'aaaaaaaa'],
    ]);
  });

  test('loses nothing, keeps the order, keeps the limit', () => {
    fc.assert(
      fc.property(trickyText, fc.integer({ min: 4, max: 100 }), (text, limit) => {
        const passages = passagesOf(text, limit);
        expect(passages.map((passage) => passage.text).join('')).toBe(text);
        for (const { text } of passages) {
          expect(text).not.toBe('');
          expect(text.length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  test('changes no token, unless it has to cut where no word ends', () => {
    const word = /[^\p{L}\p{M}\p{N}\u200C\u200D]*[\p{L}\p{M}\p{N}\u200C\u200D]*/gu;
    fc.assert(
      fc.property(trickyText, fc.integer({ min: 8, max: 100 }), (text, limit) => {
        fc.pre((text.match(word) ?? []).every(({ length }) => length <= limit));
        const passages = passagesOf(text, limit);
        expect(passages.flatMap((passage) => tokenizer.encode(passage.text))).toEqual(tokenizer.encode(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('cuts text without a space after words, and never through a character', () => {
    const base64 = 'aGVsbG8+d29y/bGQ=x'.repeat(10);
    const passages = cut(base64, 20).map(([, text]) => text);
    expect(passages.flatMap((text) => tokenizer.encode(text))).toEqual(tokenizer.encode(base64));
    expect(cut('🦜'.repeat(5), 5).map(([, text]) => text)).toEqual(['🦜🦜', '🦜🦜', '🦜']);
    expect(cut('𝒜'.repeat(5), 5).map(([, text]) => text)).toEqual(['𝒜𝒜', '𝒜𝒜', '𝒜']);
  });

  test('names the levels from coarse to fine', () => {
    expect(CUT_LEVELS).toEqual(['document', 'paragraph', 'line', 'sentence', 'word', 'character']);
  });

  test('is quick with a wall of text', () => {
    const wall = `${' '.repeat(200_000)}a${'.'.repeat(200_000)}${' \n'.repeat(100_000)}b`;
    expect(
      passagesOf(wall, 300)
        .map(({ text }) => text)
        .join(''),
    ).toBe(wall);
  });
});
