import type { LaterStrings } from './en';
import { counting as english } from './en/counting';
import { format } from './en/format';
import type { Language } from './language';
import { counting as malayalam } from './ml/counting';
import { pseudo } from './pseudo';
import { useLanguage } from './react';

const WORDS: Record<Language, () => LaterStrings['counting']> = {
  en: () => english,
  ml: () => malayalam,
  pseudo: () => pseudo({ format, counting: english }).counting,
};

/** The words of the Counting screen. They come with it in both languages, and not with the first screen. */
export const useCountingStrings = (): LaterStrings['counting'] => WORDS[useLanguage()]();
