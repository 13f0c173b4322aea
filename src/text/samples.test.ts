import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { END_OF_TEXT } from '../model/config';
import { clean } from './clean';
import { encodeDocuments } from './encode';
import { GENERAL_TEXT } from './general';
import { prepare } from './prepare';
import { loadSample, SAMPLES, STUDIED } from './samples';
import { tokenizer } from './text.fixtures';

/** In tests Vite's URLs are paths from the project's root. */
const fileOf = (url: string) => readFileSync(new URL(`../..${url}`, import.meta.url), 'utf8');

describe('the samples', () => {
  test.each(SAMPLES)(
    '$id can be trained on, and its end does not repeat its beginning',
    async ({ id, url }) => {
      const prepared = await prepare([{ name: id, text: fileOf(url) }], tokenizer);
      expect(prepared).toMatchObject({ kind: 'ready' });
      if (prepared.kind !== 'ready') return;
      expect(prepared.train.length).toBeGreaterThan(3000);
      // Fewer than 500 tokens and the verdict doubts them.
      expect(prepared.held.length).toBeGreaterThan(id === 'manglish' ? 500 : 1000);
      expect(prepared.repeats.tokens).toBeLessThan(0.05 * prepared.held.length);
      // They hold no secrets and no templates, so whatever were found would be a false alarm.
      expect(prepared).toMatchObject({ secrets: { counts: [] }, copies: { times: 0 } });
    },
  );

  test('have names of their own', () => {
    expect(new Set(SAMPLES.map(({ id }) => id)).size).toBe(SAMPLES.length);
  });

  test('are studied in experiments as far as published numbers are of them', () => {
    expect(STUDIED.map(({ id }) => id)).toEqual(['diary', 'malayalam', 'programmer']);
    for (const sample of STUDIED) expect(SAMPLES).toContain(sample);
  });

  test.each(SAMPLES.filter(({ languages }) => languages.includes('ml')))(
    '$id spells Malayalam as the state’s schools and today’s keyboards do',
    ({ url }) => {
      const text = fileOf(url);
      expect(text).toBe(text.normalize('NFC'));
      // Chillus of two letters, ന്റ with a chillu, ൌ, ു്, a dot for ര്, joiners that are not between letters.
      expect(text).not.toMatch(
        /\u200d|\u0d7b\u0d4d\u0d31|\u0d4c|\u0d41\u0d4d|\u0d4e|\u200c(?![\u0d15-\u0d39])/,
      );
    },
  );

  describe('loadSample', () => {
    afterEach(() => void vi.unstubAllGlobals());

    test('fetches the text', async () => {
      vi.stubGlobal('fetch', async (url: string) => new Response(fileOf(url)));
      expect(await loadSample(SAMPLES[0])).toBe(fileOf(SAMPLES[0].url));
    });

    test.each([
      ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
      ['not found', () => Promise.resolve(new Response('', { status: 404 }))],
    ])('says so on %s', async (_, fetch) => {
      vi.stubGlobal('fetch', fetch);
      await expect(loadSample(SAMPLES[0])).rejects.toMatchObject({
        ...{ domain: 'text', reason: 'sample', details: { id: 'diary' } },
      });
    });
  });
});

describe('the general text', () => {
  test('is six documents, about 2,500 tokens, in the form the base knows', async () => {
    const ids = await encodeDocuments(tokenizer, GENERAL_TEXT);
    expect(Array.from(ids).filter((id) => id === END_OF_TEXT)).toHaveLength(6);
    expect(ids.length).toBeGreaterThan(2000);
    expect(ids.length).toBeLessThan(3000);
    for (const { text } of GENERAL_TEXT) expect(clean(text)).toBe(text);
  });
});
