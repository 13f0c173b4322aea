import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adapterSize } from '../model/adapter';
import { BASE_CONFIG } from '../model/config';
import { LORA_RANKS } from '../model/lora';
import { tokenizer } from '../text/text.fixtures';
import { defaultSettings } from '../train/settings';
import { en } from './en';
import { glossary as english } from './en/glossary';
import { findWords, type Glossary, loadedWords, loadWords, wordsOf } from './glossary';
import { ml } from './ml';
import { glossary as malayalam } from './ml/glossary';

/** In words; Malayalam says in one what English says in two. */
const LONGEST = { en: 55, ml: 40 };
const MOST_SENTENCES = 4;

const APP = join(import.meta.dirname, '..', 'app');
const GLOSSARIES = { en: english, ml: malayalam } satisfies Record<string, Glossary>;
const inEnglish = wordsOf(english, { glossary: malayalam, lang: 'ml' }, 'en-IN');
const inMalayalam = wordsOf(malayalam, { glossary: english, lang: 'en' }, 'ml-IN');
const ids = (words: readonly { id: string }[]) => words.map(({ id }) => id);

test('both languages have the same words, and the same of them have a "?"', () => {
  expect(Object.keys(malayalam).sort()).toEqual(Object.keys(english).sort());
  expect(Object.keys(ml.terms.questions)).toEqual(Object.keys(en.terms.questions));
  for (const id of Object.keys(en.terms.questions)) expect(english).toHaveProperty([id]);
});

test('every question is asked on a screen', () => {
  const source = readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(APP, name), 'utf8'))
    .filter((text) => /TermButton|Termed|AskedTerm/.test(text))
    .join('\n');
  const asked = (id: string) => source.includes(`term="${id}"`) || source.includes(`: '${id}'`);
  expect(Object.keys(en.terms.questions).filter((id) => !asked(id))).toEqual([]);
});

test.each(['en', 'ml'] as const)('every explanation is two to four short sentences: %s', (language) => {
  for (const [id, { meaning }] of Object.entries(GLOSSARIES[language])) {
    const sentences = meaning.split(/[.?](?=\s|$)/).filter((text) => text.trim() !== '');
    expect(sentences.length, id).toBeGreaterThanOrEqual(2);
    expect(sentences.length, id).toBeLessThanOrEqual(MOST_SENTENCES);
    expect(meaning.split(/\s+/).length, id).toBeLessThanOrEqual(LONGEST[language]);
    expect(meaning, id).toMatch(/\.$/);
  }
});

test('no two words have the same name', () => {
  for (const glossary of Object.values(GLOSSARIES)) {
    const names = Object.values(glossary).map(({ term }) => term.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  }
});

test('each language has its own alphabet', () => {
  const sorted = (terms: string[], tag: string) => [...terms].sort(new Intl.Collator(tag).compare);
  const [first, second] = [inEnglish, inMalayalam].map((words) => words.map(({ term }) => term));
  expect(first).toEqual(sorted(first, 'en-IN'));
  expect(second).toEqual(sorted(second, 'ml-IN'));
  // Capitals among the small letters, and Latin letters behind those of Malayalam.
  expect(first.slice(-5)).toEqual(['token', 'top-p', 'training', english.verdict.term, 'window']);
  expect(ids(inMalayalam).slice(0, 2)).toEqual(['base-model', 'adapter']);
  expect(second.slice(-3)).toEqual(['Min-p', 'PEFT', 'Top-p']);
});

test('the word of the other language stands beside, where it is another one', () => {
  const named = (words: typeof inEnglish, id: string) => words.find((word) => word.id === id)?.other;
  expect(named(inEnglish, 'token')).toEqual({ term: 'ടോക്കൺ', lang: 'ml' });
  expect(named(inMalayalam, 'token')).toEqual({ term: 'token', lang: 'en' });
  expect(named(inMalayalam, 'top-p')).toBeUndefined();
  expect(inMalayalam.every(({ term, other }) => other !== undefined || /^[\w-]+$/.test(term))).toBe(true);
});

test('a word is found by its name in either language, and else by its explanation', () => {
  expect(ids(findWords(inEnglish, ' PERPLEX '))).toEqual(['perplexity']);
  expect(ids(findWords(inEnglish, 'ടോക്ക'))).toEqual(['token']);
  expect(ids(findWords(inMalayalam, 'loss'))).toEqual(['loss']);
  expect(ids(findWords(inEnglish, 'camera'))).toEqual(['adapter']);
  expect(findWords(inEnglish, 'zebra')).toEqual([]);
  expect(findWords(inEnglish, '')).toEqual(inEnglish);
  expect(ids(findWords(inEnglish, 'undefined'))).toEqual([]);
});

test('words are loaded once, the marked language of tests too', async () => {
  expect(loadedWords('ml')).toBeUndefined();
  const words = await loadWords('ml');
  expect(words).toEqual(inMalayalam);
  expect(loadedWords('ml')).toBe(words);
  expect(await loadWords('ml')).toBe(words);
  const pseudo = await loadWords('pseudo');
  expect(pseudo).toHaveLength(words.length);
  expect(pseudo.every(({ meaning }) => !/[a-zA-Z]/.test(meaning))).toBe(true);
});

test('what the explanations say of the model and of its tokens is so', () => {
  const pieces = (text: string) => tokenizer.encode(text).map((id) => tokenizer.decode([id]).trim());
  expect(english.token.meaning).toContain('“rain” is one token, and “rainbow” is two, “rain” and “bow”');
  expect([pieces(' rain'), pieces(' rainbow')]).toEqual([['rain'], ['rain', 'bow']]);
  expect(malayalam.token.meaning).toContain('“മഴ” ഒരു ടോക്കണാണ്, “മഴക്കാലം” രണ്ടാണ്: “മഴ”, “ക്കാലം”');
  expect([pieces(' മഴ'), pieces(' മഴക്കാലം')]).toEqual([['മഴ'], ['മഴ', 'ക്കാലം']]);

  const gains = adapterSize({ method: 'norm' }, BASE_CONFIG);
  const all = adapterSize({ method: 'full' }, BASE_CONFIG);
  for (const glossary of Object.values(GLOSSARIES)) {
    expect(glossary.token.meaning).toContain(BASE_CONFIG.vocab.toLocaleString('en-IN'));
    expect(glossary.expert.meaning).toMatch(
      new RegExp(`${BASE_CONFIG.layers}\\D.*${BASE_CONFIG.experts}\\D`),
    );
    for (const id of ['gain', 'norm-only'] as const)
      expect(glossary[id].meaning).toContain(gains.toLocaleString('en-IN'));
    expect(glossary.step.meaning).toContain(`${defaultSettings('norm').steps}`);
    expect(glossary.window.meaning).toContain(`${defaultSettings('norm').length}`);
    for (const rank of LORA_RANKS) expect(glossary.rank.meaning).toContain(`${rank}`);
  }
  for (const id of ['full', 'norm-only', 'parameter'] as const) {
    expect(english[id].meaning).toContain(`${(all / 1e6).toFixed(1)} million`);
    expect(malayalam[id].meaning).toContain(`${(all / 1e7).toFixed(2)} കോടി`);
  }
  expect(Math.round(Math.exp(3))).toBe(20);
  expect(56 / 50).toBe(1.12);
});
