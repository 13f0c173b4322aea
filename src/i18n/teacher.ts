import type { LaterStrings } from './en';
import { teacher as en } from './en/teacher';
import { laterStrings } from './later';
import { teacher as ml } from './ml/teacher';

/** The words of the teacher's pages. */
export const useTeacherStrings = laterStrings<LaterStrings['teacher']>({ en, ml });
