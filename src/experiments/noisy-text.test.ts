import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trickyText } from '../text/text.fixtures';
import { noisify, takeOutNoise } from './noisy-text';

const diary = readFileSync(new URL('../text/samples/diary.txt', import.meta.url), 'utf8');
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

describe('noisify', () => {
  test('changes nothing without noise', () => {
    fc.assert(fc.property(trickyText, (text) => noisify(text, 0, 1) === text));
  });

  test('is the same for the same seed alone', () => {
    expect(noisify(diary, 0.2, 1)).toBe(noisify(diary, 0.2, 1));
    expect(noisify(diary, 0.2, 1)).not.toBe(noisify(diary, 0.2, 2));
  });

  test('never makes half a character', () => {
    fc.assert(
      fc.property(trickyText, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) =>
        noisify(text, share, 3).isWellFormed(),
      ),
    );
  });

  test('leaves fewer of the words as they were, the more noise there is', () => {
    const left = [0.05, 0.2, 0.6].map((share) => {
      const noisy = new Set(words(noisify(diary, share, 1)));
      return words(diary).filter((word) => noisy.has(word)).length / words(diary).length;
    });
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(left[1]).toBeGreaterThan(0.5);
  });

  test.each([
    ['emojis', /\p{Extended_Pictographic}/u],
    ['links', /https:\/\//],
    ['pasted code', /for i in range\(10\)|SELECT name/],
    ['Malayalam', /അടിപൊളി|ഞാൻ/],
    ['Manglish', /\b(adipoli|njan)\b/],
    ['sentences without a capital', /[.!?] [a-z]/],
  ])('brings %s', (_, noise) => {
    expect(diary).not.toMatch(noise);
    expect(noisify(diary, 0.2, 1)).toMatch(noise);
  });

  test('keeps the paragraphs', () => {
    const paragraphs = (text: string) => text.split('\n\n').length;
    expect(paragraphs(noisify(diary, 0.2, 1))).toBeGreaterThanOrEqual(paragraphs(diary));
  });

  test.each([-0.1, 1.1, Number.NaN])('refuses a share of %d', (share) => {
    expect(() => noisify('text', share, 1)).toThrow(RangeError);
  });
});

describe('takeOutNoise', () => {
  test('takes out links and emojis, and the space they leave', () => {
    expect(takeOutNoise('Late again 😭😭 see https://youtu.be/abc now 👍🏽\nBus ❤️ came')).toBe(
      'Late again see now\nBus came',
    );
  });

  test('finds nothing more the second time', () => {
    const once = takeOutNoise(noisify(diary, 0.6, 1));
    expect(takeOutNoise(once)).toBe(once);
    expect(once).not.toMatch(/https?:|\p{Extended_Pictographic}/u);
  });
});
