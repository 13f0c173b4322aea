import { useDeferredValue, useSyncExternalStore } from 'react';

/** The screens, by the first part of the location's hash; the second part is the screen's own. */
const SCREENS = [
  ...(['make', 'try', 'models', 'lab', 'counting', 'class'] as const),
  ...(['profile', 'help', 'glossary', 'worksheet', 'sheet', 'lesson', 'teacher', 'tour'] as const),
];

export type Screen = (typeof SCREENS)[number];

export interface Route {
  screen: Screen;
  /**
   * For `try`, the id of the adapter to try; for `lab`, that of the experiment; for `counting`, that of the text's author;
   * for `glossary`, that of the word; for `sheet`, that of the adapter whose result is printed; for `lesson`, the number of
   * its screen or `questions`; for `teacher`, which of its pages; for `class`,
   * `collection` or nothing; for `tour`, the number of the page.
   */
  detail?: string;
}

export const href = (screen: Screen, detail?: string): string =>
  `#/${screen}${detail ? `/${encodeURIComponent(detail)}` : ''}`;

/** The screen that is asked for, once it is here: until then the one before stays. */
export function useRoute(): Route {
  const asked = useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
    () => location.hash,
  );
  const hash = useDeferredValue(asked);
  const [screen, detail] = hash.replace(/^#\/?/, '').split('/');
  const known = SCREENS.find((name) => name === screen) ?? 'make';
  return { screen: known, detail: detail ? decoded(detail) : undefined };
}

/** An address that somebody has typed may have a lonely %. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
