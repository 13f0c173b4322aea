import { describe, expect, test } from 'vitest';
import { en } from '../../i18n/en';
import type { Attribution } from '../../model/run';
import { attributionWords, cachesWords, caveatWords, memoryWords, verdictWords } from './sentences';

const exactly = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });

describe('attributionWords', () => {
  const about = (other: number | undefined, rest: number, more: Partial<Attribution> = {}) =>
    attributionWords(en, {
      random: exactly(0.81),
      ...(other !== undefined && { other: { id: 'diary', ...exactly(other) } }),
      ...{ rest: exactly(rest), trained: 1, ...more },
    });

  test('says what somebody else would have brought, and what is left', () => {
    expect(about(1.03, 1.09)).toBe(
      'Training on someone else’s text would have brought ×1.03 here. The other ×1.09 of what training brought comes from you and what you write about.',
    );
    expect(about(1.03, 1.09, { random: exactly(1.2) })).toMatch(
      /^Training on random text would have .* ×1.20/,
    );
  });

  test('says where others bring nothing', () => {
    for (const other of [undefined, 0.9, 1.004])
      expect(about(other, 1.15)).toMatch(/^Training on other text brings nothing here\. .* ×1.15/);
  });

  test('claims nothing that chance may have done', () => {
    expect(about(1.05, 1.005)).toMatch(/about as well here\. Little or nothing/);
    expect(about(1.05, 0.9)).toMatch(/even better here\. Nothing/);
    expect(about(0.9, 1)).toMatch(/^Neither/);
  });

  test('does not compare with what was trained longer', () => {
    expect(about(1.05, 0.9, { trained: 0.15 })).toMatch(/even better here, but .* trained longer than yours/);
    expect(about(1.05, 1.1, { trained: 0.15 })).toMatch(/×1.10 of what training brought comes from you/);
  });
});

describe('caveatWords', () => {
  test('have the numbers', () => {
    const measured = {
      tokens: { train: 3000, held: 2000, general: 2500 },
      uncertainty: { personal: { value: 1.02, low: 0.98, high: 1.06 }, general: { value: 0.01 } },
    };
    expect(caveatWords(en, 'chance', measured)).toContain(
      'on 2,000 tokens, the true fall is somewhere between ×0.98 and ×1.06',
    );
    expect(caveatWords(en, 'kind-of-text', measured, 'now')).toMatch(/is being measured now\.$/);
    expect(caveatWords(en, 'kind-of-text', measured, 'later')).toMatch(/is measured at the end\.$/);
    expect(caveatWords(en, 'kind-of-text', measured)).toMatch(/was not measured for this model\.$/);
    expect(caveatWords(en, 'few-tokens', measured)).toMatch(/Give it more text/);
    expect(caveatWords(en, 'few-tokens', measured, 'later')).toMatch(/measured so far.* at the end\.$/);
  });
});

describe('cachesWords', () => {
  test('says what is left of a fall beside somebody else’s model that remembers as much', () => {
    expect(cachesWords(en, { other: exactly(1.16), rest: exactly(1.18) })).toBe(
      'Someone else’s model with a memory of the same size brings ×1.16 here. Yours brings ×1.18 more.',
    );
    expect(cachesWords(en, { other: exactly(1.16), rest: exactly(1.005) })).toMatch(/not certain/);
  });
});

describe('memoryWords', () => {
  const less = (personal: number) => ({
    personal,
    general: 50,
    uncertainty: { personal: exactly(1), general: exactly(0) },
  });
  const about = (alone: number, ownText: number, after: number) =>
    memoryWords(en, after, { tokens: 3000, alone: less(alone), ownText: less(ownText) });

  test('says what this text brings and what earlier text brings', () => {
    expect(about(50, 40, 32)).toBe(
      'Remembering what came before in this text brings ×1.25, as it would for any model. Remembering your earlier text brings ×1.25 more.',
    );
    expect(about(50, 40, 40)).toMatch(/nothing more\.$/);
    expect(about(40, 40, 32)).toBe('Remembering your earlier text brings ×1.25 more.');
  });
});

describe('verdictWords', () => {
  test('say with the numbers what became of the guessing', () => {
    const measured = { personal: { before: 52.1, after: 40.4 }, general: { before: 50, after: 50.2 } };
    const { sentences } = verdictWords(en, 'MODEST', measured);
    expect(sentences.join(' ')).toMatch(/between about 52\.1 .* between about 40\.4.* \+0\.4%/);
  });

  test('claim no fall where there is none', () => {
    const measured = { personal: { before: 50, after: 49.9 }, general: { before: 50, after: 50 } };
    expect(verdictWords(en, 'CATASTROPHIC', measured).sentences).toEqual([en.result.noBetter]);
    expect(verdictWords(en, 'CATASTROPHIC', measured, true).headline).toBe(en.result.begun);
  });
});
