import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findWords } from '../text/words';
import { Judge } from './writing-judge';
import { copiedShare, distinctShare, passagesIn, placesIn } from './writing-passages';

const read = (path: string) => readFileSync(new URL(`../text/${path}`, import.meta.url), 'utf8');
const diary = read('samples/diary.txt');
const programmer = read('samples/programmer.md');
const fiction = read('general/fiction.txt');

describe('places in a text', () => {
  test('are spread over it, with the words before them and what the author wrote', () => {
    const text = diary.slice(0, 5000);
    const places = placesIn(text, 20, 240);
    expect(places).toHaveLength(20);
    for (const { prompt, real } of places) {
      expect(text).toContain(prompt + real);
      expect(findWords(prompt)).toHaveLength(24);
      expect(real.length).toBeLessThanOrEqual(240);
      expect(real.length).toBeGreaterThan(200);
    }
    expect(new Set(places.map(({ prompt }) => prompt)).size).toBe(20);
    expect(text.indexOf(places[19].prompt)).toBeGreaterThan(4000);
  });

  test('are fewer in a short text, and none in one that is too short', () => {
    const places = placesIn('one two three four five six', 20, 9);
    expect(places).toEqual([{ prompt: 'one two three four', real: ' five six' }]);
    expect(placesIn('one two', 20, 12)).toEqual([]);
    expect(placesIn('', 20, 12)).toEqual([]);
  });

  test('passages follow each other from word to word', () => {
    expect(passagesIn('one two three four five', 6, 2)).toEqual(['one two', ' three']);
    expect(passagesIn('one two', 100, 2)).toEqual([]);
  });
});

describe('what is copied, and what is said again', () => {
  const text = 'The quick brown fox jumps over the lazy dog, and nobody has seen it since.';

  test('eight words in a row are copied, whatever is between them; seven are not', () => {
    expect(copiedShare(['the quick brown fox jumps over the LAZY cat'], text)).toBeCloseTo(8 / 9);
    expect(copiedShare(['the quick brown fox jumps over the cat'], text)).toBe(0);
    expect(copiedShare([text, 'all of this is new'], text)).toBeCloseTo(15 / 20);
    expect(copiedShare([''], text)).toBe(0);
  });

  test('rows of four are counted in each passage by itself, and the worst counts', () => {
    expect(distinctShare([text, text])).toBe(1);
    expect(distinctShare(['no no no no no no no'])).toBe(1 / 4);
    expect(distinctShare([text, 'no no no no no no no'])).toBe(1 / 4);
    expect(distinctShare(['too short'])).toBe(1);
  });
});

describe('Judge', () => {
  const parts = (text: string) => ({ train: text.slice(0, 9000), held: text.slice(-4000) });
  const [a, b] = [parts(diary), parts(programmer)];

  test('tells two authors apart by passages that it never saw', () => {
    const judge = new Judge([a.train, b.train]);
    const right = [a, b].map(({ held }, author) => {
      const passages = passagesIn(held, 240, 12);
      return passages.filter((passage) => judge.ask(passage) === author).length / passages.length;
    });
    expect(right[0]).toBeGreaterThan(0.8);
    expect(right[1]).toBeGreaterThan(0.8);
  });

  test('believes nobody more for having written more', () => {
    const passages = passagesIn(fiction, 200, 8);
    const short = new Judge([a.train.slice(-3000), b.train.slice(-3000)]);
    const long = new Judge([a.train.slice(-3000), b.train]);
    for (const passage of passages) expect(long.ask(passage)).toBe(short.ask(passage));
  });
});
