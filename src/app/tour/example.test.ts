import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { examplesOf } from './example';

const sample = (name: string) => readFileSync(`src/text/samples/${name}`, 'utf8');

test('headings and dates are passed over, and short words are not guessed', () => {
  expect(examplesOf(sample('diary.txt'), 1)).toEqual([
    {
      ...{ sentence: 'This is a KSEB diary.', isCut: false },
      places: [
        { word: 'KSEB', index: 10, before: 'This is a' },
        { word: 'diary', index: 15, before: 'This is a KSEB' },
      ],
    },
  ]);
});

test('a long sentence ends after a whole word', () => {
  const words = Array.from({ length: 30 }, (_, i) => `word${i}`);
  const [found] = examplesOf(`${words.join(' ')}.`, 1);
  expect(found.isCut).toBe(true);
  expect(words).toContain(found.sentence.split(' ').at(-1));
});

test.each(['diary.txt', 'malayalam.txt', 'manglish.txt', 'programmer.md', 'wordbox.txt'])(
  'there are some in %s, and each word is where it is said to be',
  (name) => {
    const examples = examplesOf(sample(name), 4);
    expect(examples).toHaveLength(4);
    for (const { sentence, places } of examples) {
      expect(sentence).not.toContain('\n');
      for (const { word, before, index } of places) {
        expect(sentence.startsWith(`${before} ${word}`)).toBe(true);
        expect(sentence.startsWith(word, index)).toBe(true);
      }
    }
  },
);

test('what has no such sentence has no example', () => {
  expect(examplesOf('', 4)).toEqual([]);
  expect(examplesOf('One. Two three!\nFour five six seven', 4)).toEqual([]);
  expect(examplesOf('a-b-c-d-e-f-g', 4)).toEqual([]);
});
