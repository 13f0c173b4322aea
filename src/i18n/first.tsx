import { Fragment, type ReactNode, useSyncExternalStore } from 'react';
import { currentLanguage, currentStrings, currentTag, subscribeToLanguage } from './language';

/**
 * A sentence of a catalogue with the stretches between its tags wrapped: `<link>…</link>` by the prop `link`. All else is
 * text: a sentence may have a name in it that a person has written.
 */
export function Rich({ text, ...wrap }: { text: string } & Record<string, unknown>): ReactNode {
  const parts: ReactNode[] = [];
  const tags = new RegExp(`<(${Object.keys(wrap).join('|')})>(.*?)</\\1>`, 'gs');
  let end = 0;
  for (const match of text.matchAll(tags)) {
    const [whole, tag, inner] = match;
    parts.push(text.slice(end, match.index));
    parts.push((wrap[tag] as (inner: string) => ReactNode)(inner));
    end = match.index + whole.length;
  }
  parts.push(text.slice(end));
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence keep their places
  return parts.map((part, i) => <Fragment key={i}>{part}</Fragment>);
}

/** What of the catalogue loads first, in the language that the page speaks, kept up with its changes. */
export const useFirstStrings = () => useSyncExternalStore(subscribeToLanguage, currentStrings);

/** The language that the page speaks, kept up with its changes. */
export const useLanguage = () => useSyncExternalStore(subscribeToLanguage, currentLanguage);

/** Its BCP 47 tag. */
export const useLanguageTag = () => useSyncExternalStore(subscribeToLanguage, currentTag);
