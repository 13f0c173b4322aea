import type { LaterStrings } from './en';
import { tour as en } from './en/tour';
import { laterStrings } from './later';
import { tour as ml } from './ml/tour';

/** The words of the tour, and of the boxes on the first visit that lead there. */
export const useTourStrings = laterStrings<LaterStrings['tour']>({ en, ml });
