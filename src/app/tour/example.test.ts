import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleOf } from './example';

const sample = (name: string) => readFileSync(`src/text/samples/${name}`, 'utf8');

test('the first sentence that says something is taken, and a word in the middle of it is guessed', () => {
  expect(exampleOf(sample('diary.txt'))).toEqual({
    ...{ sentence: 'This is a KSEB diary.', isCut: false },
    ...{ before: 'This is a KSEB', word: 'diary' },
  });
});

test('a long sentence ends after a whole word, and the guessed one is in what is shown', () => {
  const words = Array.from({ length: 30 }, (_, i) => `word${i}`);
  const found = exampleOf(`${words.join(' ')}.`)!;
  expect(found.isCut).toBe(true);
  expect(words).toContain(found.sentence.split(' ').at(-1));
  expect(found.sentence.startsWith(`${found.before} ${found.word}`)).toBe(true);
});

test.each(['diary.txt', 'malayalam.txt', 'manglish.txt', 'programmer.md', 'wordbox.txt'])(
  'there is one in %s',
  (name) => {
    const { sentence, before, word } = exampleOf(sample(name))!;
    expect(sentence.startsWith(`${before} ${word}`)).toBe(true);
    expect(sentence).not.toContain('\n');
  },
);

test('what has no such sentence has no example', () => {
  expect(exampleOf('')).toBeUndefined();
  expect(exampleOf('One. Two three!\nFour five six seven')).toBeUndefined();
  expect(exampleOf('a-b-c-d-e-f-g')).toBeUndefined();
});
