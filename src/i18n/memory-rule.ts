import type { LaterStrings } from './en';
import { memoryRule as en } from './en/memory-rule';
import { laterStrings } from './later';
import { memoryRule as ml } from './ml/memory-rule';

/** What My models says of numbers that were measured by an earlier rule of the memory. */
export const useMemoryRuleStrings = laterStrings<LaterStrings['memoryRule']>({ en, ml });
