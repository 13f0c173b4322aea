import type { LaterStrings } from './en';
import { counting as en } from './en/counting';
import { laterStrings } from './later';
import { counting as ml } from './ml/counting';

/** The words of the Counting screen. */
export const useCountingStrings = laterStrings<LaterStrings['counting']>({ en, ml });
