import { format } from '../format';
import { fell } from './common';

export const year = {
  title: 'A year of daily training',
  question:
    'A model learns a page every school day. Does it get better all year, or does it drift away? A guard checks general text and takes the model some way back whenever it got worse there. Or is it better to begin anew and learn all pages at once?',
  criterion:
    'With the guard, perplexity on general text is never up by 2% or more. Perplexity on the student’s unseen text clearly falls, and at the end by no less than the 95% interval without the guard allows.',
  label: {
    start: 'before the first day',
    days: (first: number, last: number, training: string) => `days ${first} to ${last}, ${training}`,
  },
  notYet: 'The year is not over yet.',
  /**
   * Falls on unseen text and changes on general text at the end; `most` is the largest of those with the guard. `lead`:
   * how many times smaller perplexity is anew than with the guard. A run of an earlier version of the app has no `anew`.
   */
  sentence(
    days: number,
    ends: Record<'gentle' | 'eager' | 'guarded', { fall: number; general: number }>,
    most: number,
    pulls: number,
    anew?: { fall: number; general: number } & Comparison,
  ) {
    const acted =
      pulls === 0
        ? 'never had to act'
        : `had to go back ${pulls === 1 ? 'once' : `${format.count(pulls)} times`}`;
    return (
      `After ${days} days of learning a little, perplexity on the student’s unseen text ${fell(ends.gentle.fall)}, and on general text it ended at ${format.change(ends.gentle.general)}. ` +
      `With five times as much training it ${fell(ends.eager.fall)} and ended at ${format.change(ends.eager.general)}. ` +
      `With the guard, which ${acted}, it ${fell(ends.guarded.fall)}, and general text was never above ${format.change(most)}. ` +
      (anew
        ? `Learned anew from all pages, it ${fell(anew.fall)} and ended at ${format.change(anew.general)}. ${betterWay(anew)}`
        : 'Learning anew from all pages has not been measured.')
    );
  },
  trainings: {
    gentle: 'a little every day',
    eager: 'five times as much',
    guarded: 'five times as much, with the guard',
    anew: 'all pages anew',
  },
  charts: { personal: 'What the student writes', general: 'What everybody writes' },
  axes: {
    days: 'school days',
    fall: 'fall of perplexity on unseen text',
    general: 'change of perplexity on general text',
  },
  table: { day: 'day', pulls: 'times the guard went back' },
};

/** Anew beside with the guard. */
export interface Comparison {
  lead: number;
  better: 'guarded' | 'anew' | 'neither';
}

function betterWay({ lead, better }: Comparison): string {
  if (better === 'neither')
    return 'On the student’s text, neither learning anew nor going on with the guard is clearly better in the end: the difference may be chance.';
  return better === 'anew'
    ? `On the student’s text, learning anew is better in the end: its perplexity is ${format.times(lead)} lower than with the guard.`
    : `On the student’s text, going on with the guard is better in the end: its perplexity is ${format.times(1 / lead)} lower than after learning anew.`;
}
