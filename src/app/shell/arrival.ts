import { useEffect, useRef } from 'react';
import { useLanguage } from '../../i18n/first';
import type { Route } from './route';

/** What the page is called before a screen has said its name. */
const SITE = document.title;

/**
 * Who comes to another screen hears where they are: the title has its heading, and the heading takes the focus where it was
 * on something that is gone. Screens that place the focus themselves keep it.
 */
export function useArrival({ screen, detail }: Route): void {
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language has another heading
  useEffect(() => {
    const name = screen !== 'make' && heading()?.textContent;
    document.title = name ? `${name} · ${SITE}` : SITE;
  }, [screen, detail, language]);

  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    const focused = document.activeElement;
    if (focused && focused !== document.body && isShown(focused)) return;
    const arrived = heading();
    if (!arrived) return;
    arrived.tabIndex = -1;
    arrived.focus({ preventScroll: true });
  }, [screen]);
}

const isShown = (element: Element): boolean => element.getClientRects().length > 0;

function heading(): HTMLElement | undefined {
  return Array.from(document.querySelectorAll<HTMLElement>('main h1')).find(isShown);
}
