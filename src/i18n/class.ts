import type { LaterStrings } from './en';
import { classroom as en } from './en/class';
import { laterStrings } from './later';
import { classroom as ml } from './ml/class';

/** The words of the class page, which the screens that lead there need too. */
export const useClassStrings = laterStrings<LaterStrings['classroom']>({ en, ml });
