import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../model/model.fixtures';
import { openTokenizer } from '../text/tokenizer';
import { TextStream } from './stream';

const tokenizer = openTokenizer(
  readJson('models/fractalmoe-30m/tokenizer.json'),
  readJson('models/fractalmoe-30m/tokenizer_config.json'),
);

function streamed(ids: readonly number[]): string[] {
  const stream = new TextStream(tokenizer);
  return [...ids.map((id) => stream.push(id)), stream.end()];
}

test('any text comes through, in whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\uFFFD'));
      const pieces = streamed(tokenizer.encode(text));
      expect(pieces.join('')).toBe(text);
      expect(pieces.join('|')).not.toContain('\uFFFD');
    }),
  );
});

test('characters of several tokens are held back until they are whole', () => {
  const text = 'ൻ്റെ വീട് 🐘 𑀅';
  const ids = tokenizer.encode(text);
  const pieces = streamed(ids);
  expect(pieces.join('')).toBe(text);
  // The elephant and the Brahmi letter have more tokens than characters.
  expect(pieces.filter((piece) => piece === '').length).toBeGreaterThan(1);
});

test('a character that is never completed is left out', () => {
  const ids = tokenizer.encode('🐘');
  expect(ids.length).toBeGreaterThan(1);
  const pieces = streamed([...tokenizer.encode('ആന'), ...ids.slice(0, -1)]);
  expect(pieces.join('')).toBe('ആന');
});
