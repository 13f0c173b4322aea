import type { CurvePoint } from '../../model/run';
import type { LessonRun } from '../../run/lesson/lesson-run';

/** So long a class looks at a recorded curve at most, in seconds. */
const LONGEST = 20;

/** How many times as fast as it was made a recording is played: never slower. */
export const rateOf = (pace: LessonRun['pace']): number => Math.max(1, (pace.at(-1)?.[1] ?? 0) / LONGEST);

/** The last step that was known after so many seconds of the recording; 0 before the first. */
export const stepAfter = (pace: LessonRun['pace'], seconds: number): number =>
  pace.reduce((last, [step, at]) => (at <= seconds ? step : last), 0);

/** The curve as it was after a step. */
export const curveAfter = (curve: readonly CurvePoint[], step: number): CurvePoint[] =>
  curve.filter(([at]) => at <= step);
