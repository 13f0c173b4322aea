import { describe, expect, test } from 'vitest';
import { EvaluationError } from '../../../eval/error';
import { FileRefused } from '../../../model/exchange/refused';
import { SafetensorsError } from '../../../model/safetensors';
import { UserError } from '../../../model/user-error';
import { PartsError } from '../../../offline/parts';
import { StoreError } from '../../../store';
import { TextError, whyNotReady } from '../../../text/error';
import { ImportError } from '../../../text/import';
import type { TooLittle } from '../../../text/prepared';
import { TokenizerError } from '../../../text/tokenizer';
import { errorWords } from '../../errors';
import { en } from '..';

const words = (error: unknown) => errorWords(en, error);

describe('a sentence about an error', () => {
  /** Everything that a sentence of the catalogue asks for. */
  const DETAILS = {
    ...{ name: 'a.txt', names: 'one, two', id: 'diary', key: 'r', problem: 'cut short' },
    ...{ bytes: 5e6, have: 210, needed: 450, moreWords: 120 },
  };
  const all = Object.entries(en.errors.byDomain).flatMap(([domain, sentences]) =>
    Object.keys(sentences).map((reason) => [domain, reason] as const),
  );

  test.each(all)('is there and whole: %s/%s', (domain, reason) => {
    const sentence = words(new UserError(domain, reason, DETAILS));
    expect(sentence).toMatch(/^(a\.txt |[A-Z]).*[.)]$/);
    expect(sentence).not.toMatch(/undefined|NaN|—|;/);
  });

  test('is the one that belongs to the reason', () => {
    expect(words(new StoreError('gone'))).toContain('cleared by the browser');
    expect(words(new StoreError('taken'))).toContain('has this nickname');
    expect(words(new EvaluationError('too-short'))).toContain('too short to be measured');
    expect(words(new EvaluationError('too-short-for-cache'))).toContain('too short to be remembered');
    expect(words(new EvaluationError('sampling'))).toContain('A text can be written with');
    expect(words(new PartsError('unreachable'))).toMatch(/^The base model could not be fetched.*connection/);
    expect(words(new PartsError('no-room', { bytes: 3_001_000 }))).toContain('free 4 MB');
    expect(words(new FileRefused('setting', 'lora_alpha'))).toMatch(/PEFT.*“lora_alpha”\.$/);
    expect(words(new FileRefused('not-ours'))).toMatch(/^This is not a file of models.*together\.$/);
    expect(words(new SafetensorsError('other-model', '"a" is missing'))).toMatch(
      /another model.*"a" is miss/,
    );
    expect(words(new TokenizerError('tokenizer-damaged'))).toContain('tokenizer');
    expect(words(new TokenizerError('other-tokenizer'))).toContain('tokenizer');
    expect(words(new TextError('sample', { id: 'diary' }))).toMatch(/“A school diary” could not be loaded/);
  });

  test.each([
    ['document', /^essay.*copy the text and paste it here/],
    ['picture', /^essay is a picture/],
    ['media', /^essay is sound or video/],
    ['archive', /^essay.*Unpack it/],
    ['too-large', /^essay is larger than 5 MB/],
    ['empty', /^essay is empty\.$/],
    ['encoding', /^essay.*UTF-8/],
    ['binary', /^essay is not a text file/],
  ] as const)('about a file names the file: %s', (reason, sentence) => {
    expect(words(new ImportError(reason, 'essay'))).toMatch(sentence);
  });

  test('about a text that is too short says how many tokens there are, and what to do', () => {
    const prepared = { kind: 'too-little', part: 'text', have: 210, needed: 450, moreWords: 1200 };
    expect(words(whyNotReady(prepared as TooLittle))).toBe(
      'Your text has 210 of the 450 tokens it needs. Write about 1,200 more words.',
    );
    expect(words(whyNotReady({ ...prepared, part: 'held' } as TooLittle))).toBe(
      'The held-out text has 210 of the 450 tokens it needs. Add about 1,200 more words.',
    );
    expect(words(new TextError('repetitive'))).toContain('repeats');
  });

  test('that nobody wrote is the one for what was not expected, with what a developer needs', () => {
    expect(words(new RangeError('a bug'))).toMatch(/did not expect.*\(a bug\)$/);
    expect(words(new UserError('nowhere', 'nothing'))).toContain('nowhere/nothing');
    expect(words('a word')).toContain('(a word)');
  });
});
