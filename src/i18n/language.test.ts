import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHOICES, languageOf } from './language';

test('the first visit is in Malayalam where the browser names it first or second', () => {
  expect(languageOf(['ml'])).toBe('ml');
  expect(languageOf(['en-IN', 'ml-IN', 'hi'])).toBe('ml');
  expect(languageOf(['en-IN', 'hi', 'ml'])).toBe('en');
  expect(languageOf(['mlx', 'en'])).toBe('en');
  expect(languageOf([])).toBe('en');
  expect(CHOICES.map(({ language }) => language)).toEqual(['ml', 'en']);
});

test('the app is the same one, whichever manifest it was installed by', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', 'public', name), 'utf8');
  const [english, malayalam] = [read('manifest.webmanifest'), read('manifest.ml.webmanifest')].map((text) =>
    JSON.parse(text),
  );
  for (const key of ['short_name', 'description', 'lang']) {
    expect(malayalam[key]).not.toBe(english[key]);
    malayalam[key] = english[key];
  }
  for (const [i, shortcut] of malayalam.shortcuts.entries()) shortcut.name = english.shortcuts[i].name;
  expect(malayalam).toEqual(english);
});
