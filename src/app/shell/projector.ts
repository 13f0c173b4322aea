import { useSyncExternalStore } from 'react';

/** In the address of a tab: on, or with `=off` off, whatever the profile says. */
const PARAMETER = 'projector';
/** Of the root element, by which the styles know the mode. */
const ATTRIBUTE = 'data-projector';

/** What the open profile wants. */
let own = false;
const listeners = new Set<() => void>();

/** What the address of this tab says; nothing where it says nothing. */
export function addressWish(): boolean | undefined {
  const value = new URLSearchParams(location.search).get(PARAMETER);
  return value === null ? undefined : value !== 'off';
}

const isProjected = (): boolean => addressWish() ?? own;

/** Shows the page as the open profile wants it, unless the address says something else. Without a profile it is off. */
export function followProjector(wish = false): void {
  own = wish;
  document.documentElement.toggleAttribute(ATTRIBUTE, isProjected());
  for (const listener of listeners) listener();
}

/** Takes the mode out of the address: from then on the profile decides alone, and it wants `wish`. */
export function forgetAddress(wish: boolean): void {
  const url = new URL(location.href);
  url.searchParams.delete(PARAMETER);
  history.replaceState(history.state, '', url);
  followProjector(wish);
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

/** Whether the page is shown for a projector: large, in strong colours, with single keys. */
export const useProjected = (): boolean => useSyncExternalStore(subscribe, isProjected);
