import type { LaterStrings } from './en';
import { classroom as english } from './en/class';
import { format } from './en/format';
import type { Language } from './language';
import { classroom as malayalam } from './ml/class';
import { pseudo } from './pseudo';
import { useLanguage } from './react';

const WORDS: Record<Language, () => LaterStrings['classroom']> = {
  en: () => english,
  ml: () => malayalam,
  pseudo: () => pseudo({ format, classroom: english }).classroom,
};

/** The words of the class page. They come with it, and with the screens that lead there, in both languages. */
export const useClassStrings = (): LaterStrings['classroom'] => WORDS[useLanguage()]();
