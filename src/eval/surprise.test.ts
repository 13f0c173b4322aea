import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean } from '../text/clean';
import { tokenizer, trickyText } from '../text/text.fixtures';
import { surpriseOf } from './surprise';

/** A model to which every token is as likely as one of `choices`. */
const oneOf = (choices: number) => async (tokens: Int32Array) =>
  new Float32Array(tokens.length - 1).fill(Math.log(choices));

test('a word is as likely as all of its tokens', async () => {
  const text = 'The dog, unbelievably!';
  const parts = await surpriseOf(text, tokenizer, oneOf(2), oneOf(10));
  expect(parts.map((part) => part.text)).toEqual(['The', ' ', 'dog', ',', ' ', 'unbelievably', '!']);
  const tokens = tokenizer.encode(' unbelievably').length;
  expect(parts[2].chances!.base).toBeCloseTo(1 / 2, 5);
  expect(parts[2].chances!.own).toBeCloseTo(1 / 10, 5);
  expect(parts[5].chances!.own / 10 ** -tokens).toBeCloseTo(1, 4);
  expect(parts[1].chances).toBeUndefined();
});

test('no part of a text is lost, and no token but a lone space', async () => {
  await fc.assert(
    fc.asyncProperty(trickyText, async (text) => {
      const plain = clean(text).replace(/\s+/g, ' ').trim();
      fc.pre(plain !== '');
      const parts = await surpriseOf(plain, tokenizer, oneOf(Math.E), oneOf(Math.E));
      expect(parts.map((part) => part.text).join('')).toBe(plain);
      const counted = parts.reduce((sum, { chances }) => sum - (chances ? Math.log(chances.base) : 0), 0);
      expect(counted).toBeCloseTo(
        tokenizer.encode(plain).filter((id) => tokenizer.decode([id]) !== ' ').length,
        3,
      );
    }),
  );
});

test('a text without a token is refused', async () => {
  await expect(surpriseOf('', tokenizer, oneOf(2), oneOf(2))).rejects.toThrow();
});
