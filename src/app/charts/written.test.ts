import { describe, expect, test } from 'vitest';
import { en } from '../../i18n/en';
import { sharesOf } from './MatrixChart';
import { axisWords, intervalWords, tickWords, written } from './written';

describe('written', () => {
  test.each([
    ['fall', 1.1234, '×1.12'],
    ['fall', 94.23, '×94.2'],
    ['fall', 110.4, '×110'],
    ['change', 0.0171, '+1.7%'],
    ['change', -0.004, '−0.4%'],
    ['perplexity', 49.729, '49.7'],
    ['tokens', 3000, '3,000'],
    ['steps', 100, '100'],
    ['days', 365, '365'],
    ['seconds', 42, '40 s'],
    ['bytes', 9216, '9.2 KB'],
    ['number', 0.012345, '0.0123'],
    ['fall', Number.NaN, '–'],
  ] as const)('%s %d: %s', (unit, value, words) => {
    expect(written(en, unit, value)).toBe(words);
  });
});

describe('tickWords', () => {
  test.each([
    ['change', 0.1, '+10%'],
    ['change', -0.025, '−2.5%'],
    ['change', 0, '0%'],
    ['perplexity', 30, '30'],
    ['fall', 1.05, '×1.05'],
    ['tokens', 10_000, '10,000'],
  ] as const)('%s %d: %s', (unit, value, words) => {
    expect(tickWords(en, unit, value)).toBe(words);
  });
});

describe('intervalWords', () => {
  test('are there where an interval is known', () => {
    expect(intervalWords(en, 'fall', { value: 1.1, low: 1.08, high: 1.15 })).toBe('×1.08 to ×1.15');
    expect(intervalWords(en, 'fall', { value: 1.1 })).toBeUndefined();
  });
});

describe('axisWords', () => {
  test('say what is counted, once', () => {
    expect(axisWords(en, { label: 'held-out text', unit: 'perplexity' })).toBe('held-out text (perplexity)');
    expect(axisWords(en, { label: 'Tokens to learn from', unit: 'tokens' })).toBe('Tokens to learn from');
    expect(axisWords(en, { label: 'fall', unit: 'fall' })).toBe('fall');
  });
});

describe('sharesOf', () => {
  test('are 1 for the best and 0 for the worst', () => {
    expect(sharesOf([1, 3, 2, Number.NaN])).toEqual([0, 1, 0.5, undefined]);
  });

  test('mark nothing as best where all are the same, and the only one', () => {
    expect(sharesOf([2, 2])).toEqual([0, 0]);
    expect(sharesOf([Number.NaN, 2])).toEqual([undefined, 1]);
  });
});
