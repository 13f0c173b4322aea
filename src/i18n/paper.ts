import type { LaterStrings } from './en';
import { paper as en } from './en/paper';
import { laterStrings } from './later';
import { paper as ml } from './ml/paper';

/** The words of sheets of paper, which the screens that lead there need too. */
export const usePaperStrings = laterStrings<LaterStrings['paper']>({ en, ml });
