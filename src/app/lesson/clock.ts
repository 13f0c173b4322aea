import { SCREENS } from './plan';

/** Where a lesson is and how long each screen has been shown; in milliseconds. */
export interface LessonClock {
  /** Index of the screen that is shown. */
  screen: number;
  /** By screen, without the time since `since`. */
  spent: number[];
  /** Since when the clock has run; nothing while it stands. */
  since?: number;
}

/** Nobody looks at a screen for so long: the laptop was closed, and the clock did not go on. */
const FORGOTTEN_MS = 2 * 60 * 60_000;

export const begun = (now: number): LessonClock => ({ screen: 0, spent: SCREENS.map(() => 0), since: now });

/** The same clock with all that has run added up; it goes on if it ran. */
function settled(clock: LessonClock, now: number): LessonClock {
  const { since } = clock;
  if (since === undefined) return clock;
  // A clock of the computer may have been set back.
  const run = Math.max(0, now - since);
  if (run > FORGOTTEN_MS) return { screen: clock.screen, spent: clock.spent };
  const spent = clock.spent.map((time, i) => (i === clock.screen ? time + run : time));
  return { ...clock, spent, since: now };
}

/** Turns to a screen; a clock that stands still stands. */
export const turned = (clock: LessonClock, screen: number, now: number): LessonClock => ({
  ...settled(clock, now),
  screen,
});

export function paused(clock: LessonClock, now: number): LessonClock {
  const { screen, spent } = settled(clock, now);
  return { screen, spent };
}

export const goingOn = (clock: LessonClock, now: number): LessonClock => ({
  ...paused(clock, now),
  since: now,
});

/** Whether it runs at `now`. */
export const isRunning = (clock: LessonClock, now: number): boolean =>
  settled(clock, now).since !== undefined;

/** Seconds that are left of what is planned, of the screen and of the whole lesson; below 0 where it took longer. */
export function timeLeft(clock: LessonClock, now: number): { here: number; whole: number } {
  const { spent, screen } = settled(clock, now);
  const planned = SCREENS.map(({ minutes }) => 60 * minutes);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return { here: planned[screen] - spent[screen] / 1000, whole: sum(planned) - sum(spent) / 1000 };
}

/** A clock as it was written down; undefined where it is none. */
export function clockFrom(json: string | null): LessonClock | undefined {
  try {
    const clock = JSON.parse(json ?? 'null') as LessonClock | null;
    const isSound =
      SCREENS[clock?.screen ?? -1] !== undefined &&
      clock?.spent.length === SCREENS.length &&
      clock.spent.every((time) => Number.isFinite(time) && time >= 0) &&
      (clock.since === undefined || Number.isFinite(clock.since));
    return isSound ? clock! : undefined;
  } catch {
    return undefined;
  }
}
