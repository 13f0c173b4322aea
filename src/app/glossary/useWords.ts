import { useEffect, useState } from 'react';
import { useLanguage } from '../../i18n/first';
import { loadedWords, loadWords, type Word } from '../../i18n/glossary';

/** The words of the glossary in the language of the page, by its alphabet: loaded when they are first asked for. */
export function useWords(): { words: readonly Word[] | undefined; hasFailed: boolean } {
  const language = useLanguage();
  const [settled, setSettled] = useState<{ language: string; hasFailed: boolean }>();
  useEffect(() => {
    let isWanted = true;
    const settle = (hasFailed: boolean) => isWanted && setSettled({ language, hasFailed });
    loadWords(language).then(
      () => settle(false),
      () => settle(true),
    );
    return () => {
      isWanted = false;
    };
  }, [language]);
  return {
    words: loadedWords(language),
    hasFailed: settled?.language === language && settled.hasFailed,
  };
}
