import { describe, expect, it } from 'vitest';
import { caveatWords, madeOfWords } from './words';

const exactly = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
const RANDOM = exactly(0.81);

describe('madeOfWords', () => {
  it('says what somebody else would have brought, and what is left', () => {
    const other = { id: 'diary', ...exactly(1.03) };
    expect(madeOfWords({ random: RANDOM, other, rest: exactly(1.09) })).toBe(
      'A model that learned someone else’s text would have brought ×1.03 here. The rest, ×1.09, is you and what you write about.',
    );
    expect(madeOfWords({ random: exactly(1.2), other, rest: exactly(1.09) })).toMatch(
      /^A model that learned random text would have brought ×1.20/,
    );
  });

  it('says where others bring nothing', () => {
    const words = 'Models that never saw a word of yours bring nothing here';
    expect(madeOfWords({ random: RANDOM, rest: exactly(1.15) })).toMatch(words);
    const other = { id: 'diary', ...exactly(1.004) };
    expect(madeOfWords({ random: RANDOM, other, rest: exactly(1.15) })).toMatch(words);
  });

  it('claims nothing that chance may have done', () => {
    const other = { id: 'diary', ...exactly(1.05) };
    expect(madeOfWords({ random: RANDOM, other, rest: exactly(1.005) })).toMatch(/about as well/);
    expect(madeOfWords({ random: RANDOM, other, rest: exactly(0.9) })).toMatch(/even better/);
    expect(
      madeOfWords({ random: RANDOM, other: { id: 'diary', ...exactly(0.9) }, rest: exactly(1) }),
    ).toMatch(/^Neither/);
  });
});

describe('caveatWords', () => {
  it('have the numbers', () => {
    const measured = {
      tokens: { held: 2000, general: 2500 },
      uncertainty: { personal: { value: 1.02, low: 0.98, high: 1.06 }, general: { value: 0.01 } },
    };
    expect(caveatWords('chance', measured)).toContain(
      'on 2,000 tokens, it is somewhere between ×0.98 and ×1.06',
    );
    expect(caveatWords('kind-of-text', measured, true)).toMatch(/is being found out\.$/);
  });
});
