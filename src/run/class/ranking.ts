import { fallInterval } from '../../eval/uncertainty';
import type { Interval } from '../../model/run';
import type { Reading } from './readings';

/** The one that guessed a text best beside the one that did second best. */
export interface Lead {
  first: string;
  second: string;
  /** How many times lower the first one's perplexity is, paired token by token. */
  by: Interval;
  /** Whether the interval leaves no doubt; not where the text is too short for one. */
  isClear: boolean;
}

/** The lowest perplexity first. */
export function ranked(readings: readonly Reading[]): Reading[] {
  return [...readings].sort((a, b) => a.perplexity - b.perplexity);
}

/** How far the best of some readings of one text is ahead; undefined where there are not two. */
export function leadOf(readings: readonly Reading[]): Lead | undefined {
  const [first, second] = ranked(readings);
  if (!second) return undefined;
  return { first: first.id, second: second.id, ...aheadOf(first, second) };
}

/** How far the first reading is ahead of the second one, of the same text. */
export function aheadOf(first: Reading, second: Reading): Pick<Lead, 'by' | 'isClear'> {
  const by = fallInterval(second.nll, first.nll);
  return { by, isClear: by.low !== undefined && by.low > 1 };
}
