import { describe, expect, test } from 'vitest';
import { caveatWords, madeOfWords, wholeWords } from './words';

const exactly = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });

describe('madeOfWords', () => {
  const about = (other: number | undefined, rest: number, more = {}) =>
    madeOfWords({
      random: exactly(0.81),
      ...(other !== undefined && { other: { id: 'diary', ...exactly(other) } }),
      ...{ rest: exactly(rest), trained: 1, ...more },
    });

  test('says what somebody else would have brought, and what is left', () => {
    expect(about(1.03, 1.09)).toBe(
      'Learning someone else’s text would have brought ×1.03 here. The rest of what training brought, ×1.09, is you and what you write about.',
    );
    expect(about(1.03, 1.09, { random: exactly(1.2) })).toMatch(/^Learning random text would have .* ×1.20/);
  });

  test('says where others bring nothing', () => {
    for (const other of [undefined, 0.9, 1.004])
      expect(about(other, 1.15)).toMatch(/^Learning other text brings nothing here: .* ×1.15/);
  });

  test('claims nothing that chance may have done', () => {
    expect(about(1.05, 1.005)).toMatch(/about as well here: little or nothing/);
    expect(about(1.05, 0.9)).toMatch(/even better here: nothing/);
    expect(about(0.9, 1)).toMatch(/^Neither/);
  });

  test('does not compare with what was trained longer', () => {
    expect(about(1.05, 0.9, { trained: 0.15 })).toMatch(/even better here, but .* trained longer than yours/);
    expect(about(1.05, 1.1, { trained: 0.15 })).toMatch(/×1.10, is you/);
  });
});

describe('caveatWords', () => {
  test('have the numbers', () => {
    const measured = {
      tokens: { train: 8000, held: 2000, general: 2500 },
      uncertainty: { personal: { value: 1.02, low: 0.98, high: 1.06 }, general: { value: 0.01 } },
    };
    expect(caveatWords('chance', measured)).toContain(
      'on 2,000 tokens, it is somewhere between ×0.98 and ×1.06',
    );
    expect(caveatWords('kind-of-text', measured, true)).toMatch(/How large a part is being found out\.$/);
  });
});

describe('wholeWords', () => {
  test('says what is left of a fall beside somebody else’s model that remembers as much', () => {
    expect(wholeWords({ other: exactly(1.16), rest: exactly(1.18) })).toBe(
      'With a memory as large, someone else’s model brings ×1.16 here; yours brings ×1.18 more.',
    );
    expect(wholeWords({ other: exactly(1.16), rest: exactly(1.005) })).toMatch(/not sure\.$/);
  });
});
