import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trickyText } from './text.fixtures';
import { clustersOf, findWords, keptOf, typedWord, wordsAndSigns } from './words';

test('finds words with apostrophes, digits and Malayalam, and no punctuation', () => {
  const text = "“Don’t,” said 3 of 'em. ക്ലാസിൽ rock'n'roll; x86 is‑not";
  expect(findWords(text).map(({ word }) => word)).toEqual([
    ...['Don’t', 'said', '3', 'of', 'em', 'ക്ലാസിൽ', "rock'n'roll", 'x86', 'is', 'not'],
  ]);
  for (const { word, index } of findWords(text)) expect(text.startsWith(word, index)).toBe(true);
  expect(wordsAndSigns('It’s “so”, he said. ക്ലാസിൽ')).toEqual([
    ...['It’s', '“', 'so', '”', ',', 'he', 'said', '.', 'ക്ലാസിൽ'],
  ]);
});

test.each([
  ['I am go', 'go'],
  ['I am ', ''],
  ["I don'", "don'"],
  ["'he", 'he'],
  ['അവൻ കേര', 'കേര'],
  ['', ''],
  ['end.', ''],
])('of "%s" the word being written is "%s"', (text, typed) => {
  expect(typedWord(text)).toBe(typed);
});

test('clusters are whole, with and without the browser’s help', () => {
  for (const segments of [undefined, new Intl.Segmenter('ml', { granularity: 'grapheme' })]) {
    expect(clustersOf('ക്ഷമിക്കൂ', segments)).toEqual(['ക്ഷ', 'മി', 'ക്കൂ']);
    expect(clustersOf('സ്ത്രീ', segments)).toEqual(['സ്ത്രീ']);
    expect(clustersOf('go', segments)).toEqual(['g', 'o']);
    fc.assert(
      fc.property(trickyText, (text) => {
        const clusters = clustersOf(text, segments);
        expect(clusters.join('')).toBe(text);
        for (const cluster of clusters.slice(1)) expect(cluster).not.toMatch(/^\u0D4D/);
      }),
    );
  }
});

test('a completion keeps whole clusters of what was typed', () => {
  expect(keptOf('go', 'going')).toBe(2);
  // The last letter gets a vowel sign, or becomes a part of a conjunct.
  expect(keptOf('കേര', 'കേരളം')).toBe(3);
  expect(keptOf('കേര', 'കേരാ')).toBe(2);
  expect(keptOf('പക്', 'പക്ഷേ')).toBe(1);
});

test('a key that is held down for long stops nothing', () => {
  const held = 'a'.repeat(60_000);
  const start = performance.now();
  expect(typedWord(`${held} `)).toBe('');
  expect(typedWord(`${held} going`)).toBe('going');
  expect(held.endsWith(typedWord(held))).toBe(true);
  // It took seconds at each key.
  expect(performance.now() - start).toBeLessThan(500);
});
