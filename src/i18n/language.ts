import type { FirstStrings } from './en';
import { first as en } from './en/first';

/** `pseudo` is English made longer and marked, for tests: it shows what is not in a catalogue, and what has no room. */
export type Language = 'en' | 'ml' | 'pseudo';

/** The languages that a person can choose, each by its own name. */
export const CHOICES = [
  { language: 'ml', name: 'മലയാളം' },
  { language: 'en', name: 'English' },
] as const satisfies readonly { language: Language; name: string }[];

/** BCP 47 tags, for `<html lang>`. */
export const TAGS: Record<Language, string> = { en: 'en-IN', ml: 'ml-IN', pseudo: 'en-XA' };

const LOADERS: Record<Language, () => Promise<FirstStrings>> = {
  en: async () => en,
  ml: async () => (await import('./ml/first')).first,
  pseudo: async () => (await import('./pseudo')).pseudo(en),
};

const STORAGE_KEY = 'swantham-language';
/** Many browsers in Kerala name English first and Malayalam second; further down it is there by chance. */
const NOTED = 2;

let strings: FirstStrings = en;
let spoken: Language = 'en';
let asked: Language = 'en';
/** Of the profile that is open: it goes before what this browser keeps. */
let own: Language | undefined;
const listeners = new Set<() => void>();

/** The catalogue that the page speaks with now. */
export const currentStrings = (): FirstStrings => strings;

export const currentLanguage = (): Language => spoken;

/** The BCP 47 tag of the language that the page speaks now. */
export const currentTag = (): string => TAGS[spoken];

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

/**
 * Speaks the language of the visit before, or at the first visit that of the browser; and from then on the language that
 * another tab chooses.
 */
export async function restoreLanguage(): Promise<void> {
  window.addEventListener('storage', ({ key }) => {
    // Without a key, everything was removed.
    if (key === STORAGE_KEY || key === null) void speakUsual();
  });
  await speakUsual();
}

/** Speaks the language that the open profile has chosen. Without one, that of this browser. */
export async function followProfile(language: string | undefined): Promise<void> {
  const next = known(language);
  if (next === own) return;
  own = next;
  await speakUsual();
}

/** Malayalam where a browser prefers it, English elsewhere. */
export function languageOf(preferred: readonly string[]): Language {
  return preferred.slice(0, NOTED).some((tag) => /^ml\b/i.test(tag)) ? 'ml' : 'en';
}

const known = (language: string | null | undefined): Language | undefined =>
  language && Object.hasOwn(LOADERS, language) ? (language as Language) : undefined;

async function speakUsual(): Promise<void> {
  try {
    await speak(own ?? known(kept()) ?? languageOf(navigator.languages));
  } catch {
    // The catalogue could not be fetched: the page goes on in the language it speaks.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Loads a language's catalogue and speaks it in this page. */
async function speak(language: Language): Promise<void> {
  asked = language;
  const loaded = await LOADERS[language]();
  // A slower catalogue must not replace the one that was asked for after it.
  if (asked !== language || loaded === strings) return;
  strings = loaded;
  spoken = language;
  document.documentElement.lang = TAGS[language];
  // The name under which the app is installed follows; both manifests are of the same app.
  document
    .querySelector('link[rel=manifest]')
    ?.setAttribute('href', language === 'ml' ? '/manifest.ml.webmanifest' : '/manifest.webmanifest');
  for (const listener of listeners) listener();
}
