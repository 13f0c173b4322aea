import fc from 'fast-check';
import { expect, test } from 'vitest';
import { END_OF_TEXT } from '../model/config';
import { tokenizer, trickyText } from '../text/text.fixtures';
import { without } from './forgetting';
import { MemoryText } from './memory-passage';

const FIRST = 'We went to the river. My brother fell in.';
const SECOND = `The mango tree is old.\n\n${'It stands behind our house and nobody waters it. '.repeat(9)}`;
const memory = [END_OF_TEXT, ...tokenizer.encode(FIRST), END_OF_TEXT, ...tokenizer.encode(SECOND)];
const text = new MemoryText(tokenizer, memory);
const placeOf = (piece: string, from = 0) => memory.indexOf(tokenizer.encode(piece)[0], from);

test('quotes the passage around a token, with its word', () => {
  expect(text.passageAt(placeOf(' brother'))).toMatchObject({
    ...{ before: 'We went to the river. My ', word: 'brother', after: ' fell in.' },
    runs: [tokenizer.encode(FIRST)],
  });
  const { before, word, after } = text.passageAt(placeOf(' house'));
  expect([word, after.slice(0, 11)]).toEqual(['house', ' and nobody']);
  expect(before + word + after).not.toContain('mango');
});

test('asked again, it answers for each place as at first', () => {
  const places = [placeOf(' brother'), placeOf(' house'), placeOf('.')];
  const again = places.map((at) => text.passageAt(at));
  expect(places.map((at) => new MemoryText(tokenizer, memory).passageAt(at))).toEqual(again);
});

test('a sign is quoted as it is', () => {
  expect(text.passageAt(placeOf('.'))).toMatchObject({
    ...{ before: 'We went to the river', word: '.', after: ' My brother fell in.' },
  });
});

test('whatever the text, a passage is quoted from it, and in forgetting one nothing of it stays', () => {
  fc.assert(
    fc.property(trickyText, fc.nat(), (text, place) => {
      const ids = tokenizer.encode(`a ${text}`);
      const at = place % ids.length;
      const { runs, before, word, after } = new MemoryText(tokenizer, ids).passageAt(at);
      const quoted = before + word + after;
      expect(tokenizer.decode(ids)).toContain(quoted);
      if (quoted.trim() === '') return;
      for (const run of runs) expect(tokenizer.decode(run)).toContain(quoted.trim());
      const left = without(Int32Array.from(ids), runs);
      expect(tokenizer.decode(Array.from(left).filter((id) => id !== END_OF_TEXT))).not.toBe(
        tokenizer.decode(ids),
      );
    }),
  );
});

test('a passage that stands twice is found in both places, whatever follows it there', () => {
  const twice = 'The goat ate my homework.';
  const long = 'It stands behind our house and nobody waters it. '.repeat(9);
  for (const [before, after] of [
    ['', `\n\n${long}`],
    ['Before. ', ''],
    ['', '\nAfter.'],
    ['', ' After.'],
  ]) {
    const first = [END_OF_TEXT, ...tokenizer.encode(`${twice}\n\n${long}`)];
    const all = [...first, END_OF_TEXT, ...tokenizer.encode(before + twice + after)];
    const { runs } = new MemoryText(tokenizer, all).passageAt(all.indexOf(tokenizer.encode(' goat')[0]));
    const left = tokenizer.decode(without(Int32Array.from(all), runs));
    expect(left).not.toContain('goat');
    expect(left).toContain(after.trim());
  }
});
