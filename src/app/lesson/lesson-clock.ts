import { useEffect, useState, useSyncExternalStore } from 'react';
import { LESSON_KEY } from '../shell/lesson-mark';
import { begun, clockFrom, type LessonClock, turned } from './clock';

let current: LessonClock | undefined = read();
const listeners = new Set<() => void>();

function read(): LessonClock | undefined {
  try {
    return clockFrom(localStorage.getItem(LESSON_KEY));
  } catch {
    return undefined;
  }
}

/** Changes the clock; nothing means that no lesson is under way. Where the browser keeps nothing, it lasts as long as the page. */
export function changeClock(change: (clock: LessonClock | undefined) => LessonClock | undefined): void {
  current = change(current);
  try {
    if (current) localStorage.setItem(LESSON_KEY, JSON.stringify(current));
    else localStorage.removeItem(LESSON_KEY);
  } catch {
    // It is shown all the same.
  }
  for (const listener of listeners) listener();
}

/** The lesson is at a screen now; it begins there where none is under way. */
export const arriveAt = (screen: number): void =>
  changeClock((clock) => turned(clock ?? begun(Date.now()), screen, Date.now()));

function subscribe(listener: () => void): () => void {
  // Another tab may have turned to another screen.
  const hear = ({ key }: StorageEvent) => {
    if (key !== LESSON_KEY && key !== null) return;
    current = read();
    listener();
  };
  listeners.add(listener);
  addEventListener('storage', hear);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', hear);
  };
}

/** The clock of the lesson that is under way, if one is. */
export const useLessonClock = (): LessonClock | undefined => useSyncExternalStore(subscribe, () => current);

/** The time, anew each second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
