import { describe, expect, test } from 'vitest';
import { caveat, verdict } from './verdict';

describe('verdict', () => {
  const judge = (fall: number, rise: number) =>
    verdict({ before: 100, after: 100 / fall }, { before: 20, after: 20 * (1 + rise) });

  test('names the published result of bet 10 STRICT', () => {
    expect(verdict({ before: 114, after: 1.04 }, { before: 89, after: 111 })).toBe('STRICT');
  });

  test.each([
    [10.1, 0.49, 'STRICT'],
    [10.1, 0.5, 'LENIENT'],
    [10, 0, 'LENIENT'],
    [2.01, 0.99, 'LENIENT'],
    [2, 0, 'MODEST'],
    [1.12, 0.017, 'MODEST'],
    [3, 1, 'COSTLY'],
    [1.1, 3.9, 'COSTLY'],
    [50, 4.1, 'CATASTROPHIC'],
    [1.004, 0, 'CATASTROPHIC'],
    [0.65, 0.47, 'CATASTROPHIC'],
  ])('drop x%f with rise %f is %s', (fall, rise, name) => {
    expect(judge(fall, rise)).toBe(name);
  });

  test('never takes a number that is not finite for success', () => {
    expect(judge(Number.NaN, 0)).toBe('CATASTROPHIC');
    expect(judge(2, Number.NaN)).toBe('CATASTROPHIC');
    expect(judge(2, Number.POSITIVE_INFINITY)).toBe('CATASTROPHIC');
  });
});

describe('caveat', () => {
  test('doubts repetition first, then the size of the sample, chance, and the kind of text', () => {
    expect(caveat({ before: 114, after: 1.04 }, 500)).toBe('repeats');
    expect(caveat({ before: 40, after: 36 }, 499)).toBe('few-tokens');
    expect(caveat({ before: 40, after: 36 }, 500)).toBe('kind-of-text');
    const fall = { value: 40 / 36, low: 0.99, high: 1.25 };
    expect(caveat({ before: 40, after: 36 }, 499, fall)).toBe('few-tokens');
    expect(caveat({ before: 40, after: 36 }, 500, fall)).toBe('chance');
    expect(caveat({ before: 40, after: 36 }, 500, { ...fall, low: 1.01 })).toBe('kind-of-text');
    expect(caveat({ before: 40, after: 40 }, 500, { value: 1, low: 0.9, high: 1.1 })).toBe('kind-of-text');
  });
});
