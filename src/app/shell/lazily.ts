import { type ComponentType, createElement, lazy } from 'react';

const parts: (() => Promise<unknown>)[] = [];
/** What did not come, each with how to begin again: React never asks a second time by itself. */
const failed: (() => void)[] = [];

/** After this many milliseconds a browser without idle callbacks fetches what is not needed at once. */
const LATER_MS = 2000;

/**
 * A part of the page that the first screen does without: it comes when nothing else is to be done, see `fetchTheRest`, or
 * when it is drawn, inside of `Arriving`.
 */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  parts.push(load);
  const begin = () =>
    lazy(async () => {
      try {
        return { default: (await load()) as ComponentType<object> };
      } catch (error) {
        failed.push(() => {
          current = begin();
        });
        throw error;
      }
    });
  let current = begin();
  return (props) => createElement(current, props);
}

/** The same for what is not drawn: gives `load` back, which is called at an idle moment too. */
export function later<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  parts.push(load);
  return load;
}

/** Parts that did not come are asked for anew when they are drawn next. */
export function askAgain(): void {
  for (const begin of failed.splice(0)) begin();
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
