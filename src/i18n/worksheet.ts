import type { LaterStrings } from './en';
import { worksheet as en } from './en/worksheet';
import { laterStrings } from './later';
import { worksheet as ml } from './ml/worksheet';

/** The words of the worksheet. */
export const useWorksheetStrings = laterStrings<LaterStrings['worksheet']>({ en, ml });
