import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { controls } from '../ml/controls';
import { controlsInBothLanguages } from './react-aria';

const require = createRequire(import.meta.url);
const folderOf = (library: string) =>
  join(dirname(require.resolve(`${library}/package.json`)), 'dist', 'private');

/** Where the library has the words of a kind of control: its file in English, and the one that gathers all languages. */
function filesOf(kind: string): [english: string, gathered: string] {
  return kind === 'components'
    ? [
        join(folderOf('react-aria-components'), 'intl', 'en-US.mjs'),
        join(folderOf('react-aria-components'), 'intlStrings.mjs'),
      ]
    : [
        join(folderOf('react-aria'), 'intl', kind, 'en-US.mjs'),
        join(folderOf('react-aria'), kind, 'intlStrings.mjs'),
      ];
}

test.each(Object.entries(controls))(
  '%s: each word is one of the library’s, and takes its place',
  async (kind, words) => {
    const [english, gathered] = filesOf(kind);
    const known = (await import(english)).default;
    expect(Object.keys(known)).toEqual(expect.arrayContaining(Object.keys(words)));
    const transform = controlsInBothLanguages().transform as (code: string, id: string) => { code: string };
    const { code } = transform(readFileSync(gathered, 'utf8'), gathered);
    expect(code).toContain(`'ml-IN': { ...en, ...controls.${kind} }`);
  },
);
