import type { LaterStrings } from './en';
import { lesson as en } from './en/lesson';
import { laterStrings } from './later';
import { lesson as ml } from './ml/lesson';

/** The words of the lesson, which come with its screens. */
export const useLessonStrings = laterStrings<LaterStrings['lesson']>({ en, ml });
