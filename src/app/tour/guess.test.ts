import { expect, test } from 'vitest';
import { chancesOf, mostTelling } from './guess';

const place = (word: string, index: number) => ({ word, index, before: '' });
const part = (text: string, base?: number) => ({
  text,
  ...(base !== undefined && { chances: { base, own: base } }),
});

test('a word has the chance of the part that begins where it begins', () => {
  const parts = [part('The', 0.1), part(' '), part('bus', 0.2), part(' '), part('bus', 0.3)];
  const [first, second] = [place('bus', 4), place('bus', 8)];
  expect(chancesOf([first, second, place('us', 5)], parts)).toEqual([
    [first, 0.2],
    [second, 0.3],
  ]);
});

test('a place is told where the base has an idea and no certainty', () => {
  const [sure, idea, none] = [place('sure', 0), place('idea', 1), place('none', 2)];
  const read = (chances: number[]) =>
    mostTelling([sure, idea, none].map((one, i) => [one, chances[i]] as [typeof one, number]));
  expect(read([0.99, 0.1, 1e-6])).toBe(idea);
  expect(read([0.99, 1e-7, 0])).toBe(sure);
  expect(mostTelling([])).toBeUndefined();
});
