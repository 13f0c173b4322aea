import { en, type Strings } from './en';

/** `pseudo` is English made longer and marked, for tests: it shows what is not in a catalogue, and what has no room. */
export type Language = 'en' | 'ml' | 'pseudo';

/** BCP 47 tags, for `<html lang>`. */
const TAGS: Record<Language, string> = { en: 'en-IN', ml: 'ml-IN', pseudo: 'en-XA' };

const LOADERS: Record<Language, () => Promise<Strings>> = {
  en: async () => en,
  ml: async () => (await import('./ml')).ml,
  pseudo: async () => (await import('./pseudo')).pseudo(en),
};

const STORAGE_KEY = 'swantham-language';
const USUAL: Language = 'en';

let strings: Strings = en;
let asked: Language = USUAL;
const listeners = new Set<() => void>();

/** The catalogue that the page speaks with now. */
export const currentStrings = (): Strings => strings;

/** Calls `onChange` when the language changes; returns how to stop it. */
export function subscribeToLanguage(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** Speaks a language from then on, everywhere in this page and in the app's other tabs, without a reload. */
export async function setLanguage(language: Language): Promise<void> {
  await speak(language);
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Storage is off: the other tabs hear nothing, and the next visit begins in the usual language.
  }
}

/** Speaks the language of the visit before, if there was one, and from then on the language that another tab chooses. */
export async function restoreLanguage(): Promise<void> {
  window.addEventListener('storage', ({ key }) => {
    // Without a key, everything was removed.
    if (key === STORAGE_KEY || key === null) void speakKept();
  });
  await speakKept();
}

async function speakKept(): Promise<void> {
  try {
    const kept = localStorage.getItem(STORAGE_KEY) ?? USUAL;
    await speak(Object.hasOwn(LOADERS, kept) ? (kept as Language) : USUAL);
  } catch {
    // Storage is off, or the catalogue could not be fetched: the page goes on in the language it speaks.
  }
}

/** Loads a language's catalogue and speaks it in this page. */
async function speak(language: Language): Promise<void> {
  asked = language;
  const loaded = await LOADERS[language]();
  // A slower catalogue must not replace the one that was asked for after it.
  if (asked !== language || loaded === strings) return;
  strings = loaded;
  document.documentElement.lang = TAGS[language];
  for (const listener of listeners) listener();
}
