import { useSyncExternalStore } from 'react';

/** The screens, by the first part of the location's hash; the second part is the screen's own. */
export type Screen = 'make' | 'try' | 'models' | 'lab' | 'counting' | 'class' | 'profile' | 'help';

const SCREENS: Screen[] = ['make', 'try', 'models', 'lab', 'counting', 'class', 'profile', 'help'];

export interface Route {
  screen: Screen;
  /** For `try`, the id of the adapter to try; for `lab`, that of the experiment; for `counting`, that of the text's author. */
  detail?: string;
}

export const href = (screen: Screen, detail?: string): string =>
  `#/${screen}${detail ? `/${encodeURIComponent(detail)}` : ''}`;

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
    () => location.hash,
  );
  const [screen, detail] = hash.replace(/^#\/?/, '').split('/');
  const known = SCREENS.find((name) => name === screen) ?? 'make';
  return { screen: known, detail: detail ? decodeURIComponent(detail) : undefined };
}
