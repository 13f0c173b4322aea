import { expect, test } from 'vitest';
import { countWords, hashedSentences, hashesOf, knownWords } from './sentences';

const TEXT = 'Today it rained. The bus was late!\n\n…\nഇന്ന് മഴ പെയ്തു. ബസ് വൈകി.';

test('a text is known by the words of its sentences', () => {
  const sentences = hashedSentences(TEXT);
  expect(sentences.map(({ words }) => words)).toEqual([3, 4, 3, 2]);
  expect(countWords(sentences)).toBe(12);
  expect(hashesOf([...sentences, ...sentences])).toHaveLength(4);
});

test('case, punctuation and space make no other sentence, and any word does', () => {
  const [{ hash }] = hashedSentences('Today it rained.');
  expect(hashedSentences('  today, it RAINED…')[0].hash).toBe(hash);
  for (const other of ['Today it rains.', 'it Today rained.', 'Today it rained again.', 'Todayit rained.'])
    expect(hashedSentences(other)[0].hash).not.toBe(hash);
});

test('only the words of other sentences are new', () => {
  const known = new Set(hashesOf(hashedSentences(TEXT)));
  const grown = hashedSentences(`A new day begins. ${TEXT} ബസ് വന്നില്ല.`);
  expect(countWords(grown) - knownWords(grown, known)).toBe(6);
  expect(knownWords(hashedSentences(TEXT), known)).toBe(12);
});
