/** Where the lesson that is under way is written down, with its clock; see `src/app/lesson/clock.ts`. */
export const LESSON_KEY = 'swantham-lesson';

/** The number of its screen on which a class trains; see `src/app/lesson/plan.ts`. */
export const TRAINING_SCREEN = '4';

/** Whether a lesson was begun in this browser and not ended. Other screens then need a way back to it. */
export function isLessonBegun(): boolean {
  try {
    return localStorage.getItem(LESSON_KEY) !== null;
  } catch {
    return false;
  }
}
