import { format } from './en/format';
import { useLanguage } from './first';
import type { Language } from './language';
import { pseudo } from './pseudo';

/**
 * The hook that gives the words of a part of the page, in the language that is spoken. They come with that part in all
 * languages, and not with the first screen; see `LaterStrings`.
 */
export function laterStrings<Words extends object>({ en, ml }: { en: Words; ml: Words }): () => Words {
  let marked: Words | undefined;
  const inLanguage: Record<Language, () => Words> = {
    en: () => en,
    ml: () => ml,
    pseudo: () => (marked ??= pseudo({ format, words: en }).words),
  };
  return () => inLanguage[useLanguage()]();
}
