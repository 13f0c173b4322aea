import type { LaterStrings } from './en';
import { cost as en } from './en/cost';
import { laterStrings } from './later';
import { cost as ml } from './ml/cost';

/** The words for what a training took, which the result, its sheet and the help page need. */
export const useCostStrings = laterStrings<LaterStrings['cost']>({ en, ml });
