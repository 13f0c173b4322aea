/** Where the lesson that is under way is written down, with its clock; see `src/app/lesson/clock.ts`. */
export const LESSON_KEY = 'swantham-lesson';

/** Whether a lesson was begun in this browser and not ended. Other screens then need a way back to it. */
export function isLessonBegun(): boolean {
  try {
    return localStorage.getItem(LESSON_KEY) !== null;
  } catch {
    return false;
  }
}
