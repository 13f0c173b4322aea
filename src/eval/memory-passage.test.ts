import fc from 'fast-check';
import { expect, test } from 'vitest';
import { END_OF_TEXT } from '../model/config';
import { tokenizer, trickyText } from '../text/text.fixtures';
import { passageAt, without } from './memory-passage';

const FIRST = 'We went to the river. My brother fell in.';
const SECOND = `The mango tree is old.\n\n${'It stands behind our house and nobody waters it. '.repeat(9)}`;
const memory = [END_OF_TEXT, ...tokenizer.encode(FIRST), END_OF_TEXT, ...tokenizer.encode(SECOND)];
const placeOf = (piece: string, from = 0) => memory.indexOf(tokenizer.encode(piece)[0], from);

test('quotes the passage around a token, with its word', () => {
  expect(passageAt(tokenizer, memory, placeOf(' brother'))).toMatchObject({
    ...{ before: 'We went to the river. My ', word: 'brother', after: ' fell in.' },
    tokens: tokenizer.encode(FIRST),
  });
  const { before, word, after } = passageAt(tokenizer, memory, placeOf(' house'));
  expect([word, after.slice(0, 11)]).toEqual(['house', ' and nobody']);
  expect(before + word + after).not.toContain('mango');
});

test('a sign is quoted as it is', () => {
  expect(passageAt(tokenizer, memory, placeOf('.'))).toMatchObject({
    ...{ before: 'We went to the river', word: '.', after: ' My brother fell in.' },
  });
});

test('whatever the text, its passages are tokens in a row, and in forgetting one the rest stays', () => {
  fc.assert(
    fc.property(trickyText, fc.nat(), (text, place) => {
      const ids = tokenizer.encode(`a ${text}`);
      const at = place % ids.length;
      const { tokens, before, word, after } = passageAt(tokenizer, ids, at);
      expect(tokens).toContain(ids[at]);
      expect(ids.join()).toContain(tokens.join());
      expect(tokenizer.decode(tokens)).toContain(before + word + after);
      const left = without(Int32Array.from(ids), tokens);
      expect((ids.length - left.length) % tokens.length).toBe(0);
      expect(`,${left.join()},`).not.toContain(`,${tokens.join()},${tokens.join()},`);
    }),
  );
});

test('a passage is forgotten wherever it stands', () => {
  expect(without(Int32Array.of(1, 2, 3, 4, 2, 3, 5, 2), [2, 3])).toEqual(Int32Array.of(1, 4, 5, 2));
  expect(without(Int32Array.of(1, 2), [3])).toEqual(Int32Array.of(1, 2));
});
