import type { LaterStrings } from './en';
import { projector as en } from './en/projector';
import { laterStrings } from './later';
import { projector as ml } from './ml/projector';

/** The words of projector mode. */
export const useProjectorStrings = laterStrings<LaterStrings['projector']>({ en, ml });
