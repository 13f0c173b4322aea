import { type ComponentType, lazy } from 'react';

const parts: (() => Promise<unknown>)[] = [];

/** After this many milliseconds a browser without idle callbacks fetches what is not needed at once. */
const LATER_MS = 2000;

/**
 * A part of the page that the first screen does without: it comes when nothing else is to be done, see `fetchTheRest`, or
 * when it is drawn. A `Suspense` around it says what is there until then.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  parts.push(load);
  return lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
}

/** The same for what is not drawn: gives `load` back, which is called at an idle moment too. */
export function later<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  parts.push(load);
  return load;
}

/** Fetches what comes lazily, so that nobody waits for it later; returns how to call it off. */
export function fetchTheRest(): () => void {
  // What cannot be fetched now is fetched, and missed, when it is drawn.
  const fetchAll = () => {
    for (const load of parts) load().catch(() => undefined);
  };
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(fetchAll, LATER_MS);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(fetchAll);
  return () => cancelIdleCallback(idle);
}
