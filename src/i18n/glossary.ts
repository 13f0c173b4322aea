import type { Strings } from './en';
import { format } from './en/format';
import type { glossary as english } from './en/glossary';
import { type Language, TAGS } from './language';

/** A technical word and what it means. */
export interface Entry {
  term: string;
  meaning: string;
}

/** Names a word in both languages, in addresses too. */
export type TermId = keyof typeof english;

/** What the glossary of any language holds; English decides which words there are. */
export type Glossary = Record<TermId, Entry>;

/** The words that screens explain behind a "?". */
export type AskedTerm = keyof Strings['terms']['questions'];

/** An entry as it is shown. */
export interface Word extends Entry {
  id: TermId;
  /** The word in the other language, where it is written in another way. */
  other?: { term: string; lang: 'en' | 'ml' };
}

const LOADERS: Record<Language, () => Promise<Glossary>> = {
  en: async () => (await import('./en/glossary')).glossary,
  ml: async () => (await import('./ml/glossary')).glossary,
  pseudo: async () => (await import('./pseudo')).pseudo({ format, glossary: await LOADERS.en() }).glossary,
};

const loaded = new Map<Language, readonly Word[]>();

/** The words in `language`, once they have been loaded. */
export const loadedWords = (language: Language): readonly Word[] | undefined => loaded.get(language);

/** Loads the words in `language`, by its alphabet. Rejects where their files cannot be fetched. */
export async function loadWords(language: Language): Promise<readonly Word[]> {
  const known = loaded.get(language);
  if (known) return known;
  const lang = language === 'ml' ? 'en' : 'ml';
  const [own, other] = await Promise.all([LOADERS[language](), LOADERS[lang]()]);
  const words = wordsOf(own, { glossary: other, lang }, TAGS[language]);
  loaded.set(language, words);
  return words;
}

/** The words of `own`, by the alphabet of the language with the BCP 47 `tag`. */
export function wordsOf(
  own: Glossary,
  other: { glossary: Glossary; lang: 'en' | 'ml' },
  tag: string,
): readonly Word[] {
  const { compare } = new Intl.Collator(tag);
  const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return Object.entries(own)
    .map(([key, entry]): Word => {
      const id = key as TermId;
      const { term } = other.glossary[id];
      return { id, ...entry, other: isSame(term, entry.term) ? undefined : { term, lang: other.lang } };
    })
    .sort((a, b) => compare(a.term, b.term));
}

/**
 * The words that have `wanted` in their names, in either language, whatever its case. Where none has, those that have it in
 * their explanations.
 */
export function findWords(words: readonly Word[], wanted: string): readonly Word[] {
  const sought = folded(wanted.trim());
  const named = words.filter(({ term, other }) => folded(`${term}\n${other?.term ?? ''}`).includes(sought));
  return named.length > 0 ? named : words.filter(({ meaning }) => folded(meaning).includes(sought));
}

const folded = (text: string) => text.normalize('NFC').toLowerCase();
