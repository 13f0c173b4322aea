import { en, type Strings } from './en';

/** `pseudo` is English made longer and marked, for tests: it shows what is not in a catalogue, and what has no room. */
export type Language = 'en' | 'pseudo';

/** BCP 47 tags, for `<html lang>`. */
const TAGS: Record<Language, string> = { en: 'en-IN', pseudo: 'en-XA' };

const LOADERS: Record<Language, () => Promise<Strings>> = {
  en: async () => en,
  pseudo: async () => (await import('./pseudo')).pseudo(en),
};

const STORAGE_KEY = 'swantham-language';

let strings: Strings = en;
const listeners = new Set<() => void>();

/** The catalogue that the page speaks with now. */
export const currentStrings = (): Strings => strings;

/** Calls `onChange` when the language changes; returns how to stop it. */
export function subscribeToLanguage(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** Loads a language's catalogue and speaks it from then on, everywhere in the page and without a reload. */
export async function setLanguage(language: Language): Promise<void> {
  strings = await LOADERS[language]();
  document.documentElement.lang = TAGS[language];
  for (const listener of listeners) listener();
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage is off: the next visit begins in the usual language.
  }
}

/** Speaks the language of the visit before, if there was one. */
export async function restoreLanguage(): Promise<void> {
  let language: string | null = null;
  try {
    language = localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage is off.
  }
  if (language !== null && language in LOADERS && language !== 'en') await setLanguage(language as Language);
}
