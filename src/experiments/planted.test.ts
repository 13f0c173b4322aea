import { describe, expect, test } from 'vitest';
import { exposureOf, phrasesOf, plant } from './planted';

const PARAGRAPHS = Array.from({ length: 40 }, (_, i) => `Paragraph ${i}.`);

describe('plant', () => {
  test.each([1, 5, 20, 100])('plants %i copies of each sentence evenly and takes nothing away', (times) => {
    const list = plant(PARAGRAPHS.join('\n\n'), ['A.', 'B.'], times).split('\n\n');
    expect(list.filter((text) => text !== 'A.' && text !== 'B.')).toEqual(PARAGRAPHS);
    for (const sentence of ['A.', 'B.']) {
      expect(list.filter((text) => text === sentence)).toHaveLength(times);
      const halves = [list.slice(0, list.length / 2), list.slice(list.length / 2)];
      const [first, second] = halves.map((half) => half.filter((text) => text === sentence).length);
      expect(Math.abs(first - second)).toBeLessThanOrEqual(1);
    }
    expect(list.slice(0, 3)).toEqual(['Paragraph 0.', 'A.', 'B.']);
  });
});

describe('exposureOf', () => {
  test.each([
    [[1, 2, 3, 4], 1, 2],
    [[2, 1, 3, 4], 2, 1],
    [[9, 1, 3, 4], 4, 0],
    [[3, 3, 3, 3], 1, 2],
  ])('of %j: rank %i, %d bits', (nll, rank, exposure) => {
    expect(exposureOf(nll)).toEqual({ rank, exposure });
  });
});

describe('phrasesOf', () => {
  test('draws different phrases, the same each time, and more of them only at the end', () => {
    const form = { draw: (below: (n: number) => number) => ` ${below(10)} ${below(10)} ${below(10)}` };
    const phrases = phrasesOf(form, 100);
    expect(new Set(phrases).size).toBe(100);
    for (const phrase of phrases) expect(phrase).toMatch(/^ \d \d \d$/);
    expect(phrasesOf(form, 300).slice(0, 100)).toEqual(phrases);
  });
});
