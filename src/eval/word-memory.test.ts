import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordMemory } from './word-memory';

const rounded = (found: Map<string, number>) =>
  Object.fromEntries([...found].map(([word, probability]) => [word, Number(probability.toFixed(4))]));

test('interpolates what followed two words, one, and none, by Witten and Bell', () => {
  const memory = new WordMemory(['a b c. a b d. e b c']);
  memory.read('a b ');
  // Of 11 words, 5 different, c is 2. After b came c, c, d. After "a b" came c and d.
  expect(memory.expected('').get('c')).toBeCloseTo(1 / 4 + (2 / 4) * (2 / 5 + (2 / 5) * (2 / 16)), 10);
  memory.read('nobody ');
  // Of 10 words, 6 different.
  expect(memory.expected('').get('c')).toBeCloseTo(2 / 16, 10);
  expect([...memory.expected('').values()].reduce((sum, p) => sum + p)).toBeCloseTo(10 / 16, 10);
});

test('a word begins with what is typed, and how a sentence begins makes no difference', () => {
  const memory = new WordMemory(['The Sheeba shop. We met at the Sheeba shop, by the sea.']);
  memory.read('Then The ');
  expect([...memory.expected('Sh').keys()]).toEqual(['Sheeba']);
  const afterThe = memory.expected('').get('Sheeba')!;
  memory.read('the ');
  expect(memory.expected('').get('Sheeba')).toBeCloseTo(afterThe);
  expect(memory.expected('Sheeba').size).toBe(0);
});

test('Malayalam words are whole', () => {
  const memory = new WordMemory(['അവൻ സ്കൂളിൽ പോയി.']);
  memory.read('അവൻ ');
  expect([...memory.expected('സ്കൂ').keys()]).toEqual(['സ്കൂളിൽ']);
});

test('words of the page count, and no longer once they are deleted, whatever was typed before', () => {
  const part = fc.constantFrom('sea ', 'the ', 'a', 'b ', '. ', 'The ', "don't ", '\n');
  const page = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 5 }), (pages) => {
      const memory = new WordMemory(['the sea and the land']);
      for (const one of pages) memory.read(one);
      const fresh = new WordMemory(['the sea and the land']);
      fresh.read(pages.at(-1)!);
      for (const typed of ['', 's', 'a'])
        expect(rounded(memory.expected(typed))).toEqual(rounded(fresh.expected(typed)));
    }),
  );
  const memory = new WordMemory([]);
  memory.read('Thiruvananthapuram is far. ');
  expect([...memory.expected('Thi').keys()]).toEqual(['Thiruvananthapuram']);
  memory.read('');
  expect(memory.expected('Thi').size).toBe(0);
});
