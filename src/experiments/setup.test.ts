import { beforeAll, describe, expect, test } from 'vitest';
import { en } from '../i18n/en';
import { errorWords } from '../i18n/words';
import { encodeDocuments } from '../text/encode';
import { prepare } from '../text/prepare';
import { tokenizer } from '../text/text.fixtures';
import { defaultSettings } from '../train/settings';
import { type Author, ExperimentError, type Setup } from './experiment';
import { repetitive } from './experiment.fixtures';
import { authorOf, createSetup, fingerprint, gather, settingsFor, strangers } from './setup';

const text: NonNullable<Setup['text']> = {
  prepare: (documents, choices) => prepare(documents, tokenizer, choices),
  encodeDocuments: (documents) => encodeDocuments(tokenizer, documents),
};
/** Two documents of sentences that do not repeat. */
const documents = ['goat', 'river'].map((noun) => ({
  name: noun,
  text: Array.from({ length: 60 }, (_, i) => `The ${noun} number ${i * i} met ${i + 1} others.`).join('\n\n'),
}));
let author: Author;
beforeAll(async () => {
  author = authorOf('yours', await text.prepare(documents));
});

describe('settingsFor', () => {
  test('is the recommended recipe, shortened by the quick form, changed by the experiment, with the steps that were asked for', () => {
    expect(settingsFor({ form: 'full' }, 'lora')).toEqual(defaultSettings('lora'));
    expect(settingsFor({ form: 'quick' }, 'norm')).toEqual({
      ...defaultSettings('norm'),
      steps: 30,
      rows: 1,
    });
    expect(settingsFor({ form: 'quick' }, 'full', { steps: 20, seed: 4 })).toMatchObject({
      steps: 20,
      seed: 4,
    });
    expect(settingsFor({ form: 'quick', steps: 2 }, 'full', { steps: 20 })).toMatchObject({
      steps: 2,
      rows: 1,
    });
  });
});

describe('authorOf', () => {
  test('has both parts of the text as tokens and as text', async () => {
    const encode = async (part: string) => (await text.encodeDocuments([{ name: '', text: part }])).length;
    expect(author.text!.train).toContain('The goat number 0 met 1 others.');
    expect(author.text!.held).toContain('The river number 3481 met 60 others.');
    expect(author.text!.train).toContain('The goat number 3481 met 60 others.\n\nThe river number 0 met');
    // Each document begins with a token of its own.
    expect(Math.abs((await encode(author.text!.train)) - author.train.length)).toBeLessThan(5);
    expect(Math.abs((await encode(author.text!.held)) - author.held.length)).toBeLessThan(5);
  });

  test('says what is wrong with a text that is too short', async () => {
    const short = await text.prepare([{ name: 'short', text: 'Too short.' }]);
    const author = () => authorOf('yours', short);
    expect(author).toThrow(ExperimentError);
    expect(wordsOf(author)).toMatch(/more words/);
  });
});

/** The English sentence of the error that `work` throws. */
function wordsOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return errorWords(en, error);
  }
  return 'nothing is wrong';
}

describe('strangers', () => {
  const diary = repetitive('diary', 1, 400, 900);
  const letters = repetitive('letters', 2000, 400, 900);

  test('are those whose text is not a part of the own, nor the own a part of theirs', () => {
    const both = repetitive('both', 1, 400, 400);
    const own: Author = { ...both, train: Int32Array.from([...both.train, ...letters.train]) };
    expect(strangers(own, [diary, letters])).toEqual([]);
    expect(strangers({ ...diary, train: diary.train.subarray(100, 200) }, [diary, letters])).toEqual([
      letters,
    ]);
    expect(strangers(repetitive('own', 5000, 400, 900), [diary, letters])).toEqual([diary, letters]);
  });
});

describe('gather', () => {
  const diary = repetitive('diary', 1, 400, 900);
  const letters = repetitive('letters', 2000, 400, 900);

  test('puts the own text first, and leaves out what is a part of it', () => {
    expect(gather(undefined, [diary, letters])).toEqual({ authors: [diary, letters], leftOut: [] });
    const own = { ...diary, id: 'yours' };
    expect(gather(own, [diary, letters])).toEqual({ authors: [own, letters], leftOut: [diary] });
  });
});

describe('createSetup', () => {
  const general = Int32Array.from({ length: 2000 }, (_, i) => i % 90);
  const create = (changed: Partial<Setup> = {}) =>
    createSetup(text, { form: 'full', authors: [author], general, ...changed });

  test('cuts what is measured to the quick form', async () => {
    const long = { ...author, held: general };
    const quick = await create({ form: 'quick', authors: [long] });
    expect(quick.authors[0].held).toEqual(general.subarray(0, 1024));
    expect(quick.authors[0].train).toBe(author.train);
    expect(quick.general).toEqual(general.subarray(0, 768));
    const full = await create({ authors: [long] });
    expect(full.authors[0].held).toBe(general);
    expect(full.general).toBe(general);
    expect(full.templated?.id).toBe('templated');
  });

  test('has a fingerprint that follows all that the results depend on', async () => {
    const same = await fingerprint(await create());
    expect(same).toMatch(/^[0-9a-f]{64}$/);
    expect(await fingerprint(await create())).toBe(same);
    const weights = { method: 'norm', bytes: new Uint8Array(4) } as const;
    const others = await Promise.all(
      [
        { form: 'quick' } as const,
        { steps: 3 },
        { authors: [author, { ...author, id: 'other' }] },
        { authors: [{ ...author, train: author.train.subarray(1) }] },
        { authors: [{ ...author, held: author.held.subarray(1) }] },
        { general: general.subarray(1) },
        { adapters: [{ id: 'm', name: 'mine', weights }] },
        { others: [{ name: 'tales', text: 'Once upon a time' }] },
        { samplings: [{ temperature: 0.4 }] },
        { samplings: [{ temperature: 0.4 }, {}] },
      ].map(async (changed) => fingerprint(await create(changed))),
    );
    expect(new Set([same, ...others]).size).toBe(1 + others.length);
  });
});
