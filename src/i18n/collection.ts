import type { LaterStrings } from './en';
import { collection as en } from './en/collection';
import { laterStrings } from './later';
import { collection as ml } from './ml/collection';

/** The words of the class collection, and of the consent to it in the profile settings. */
export const useCollectionStrings = laterStrings<LaterStrings['collection']>({ en, ml });
