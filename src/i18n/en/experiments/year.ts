import { format } from '../format';
import { fell } from './common';

export const year = {
  title: 'A year of daily training',
  question:
    'A model learns a page every school day. Does it get better all year, or does it drift away? A guard checks general text and takes the model some way back whenever it got worse there.',
  criterion:
    'With the guard, perplexity on general text is never up by 2% or more. Perplexity on the student’s unseen text clearly falls, and at the end by no less than the 95% interval without the guard allows.',
  label: {
    start: 'before the first day',
    days: (first: number, last: number, training: string) => `days ${first} to ${last}, ${training}`,
  },
  notYet: 'The year is not over yet.',
  /** Falls on unseen text and changes on general text at the end; `most` is the largest of those with the guard. */
  sentence(
    days: number,
    ends: Record<'gentle' | 'eager' | 'guarded', { fall: number; general: number }>,
    most: number,
    pulls: number,
  ) {
    const acted =
      pulls === 0
        ? 'never had to act'
        : `had to go back ${pulls === 1 ? 'once' : `${format.count(pulls)} times`}`;
    return (
      `After ${days} days of learning a little, perplexity on the student’s unseen text ${fell(ends.gentle.fall)}, and on general text it ended at ${format.change(ends.gentle.general)}. ` +
      `With five times as much training it ${fell(ends.eager.fall)} and ended at ${format.change(ends.eager.general)}. ` +
      `With the guard, which ${acted}, it ${fell(ends.guarded.fall)}, and general text was never above ${format.change(most)}.`
    );
  },
  trainings: {
    gentle: 'a little every day',
    eager: 'five times as much',
    guarded: 'five times as much, with the guard',
  },
  charts: { personal: 'What the student writes', general: 'What everybody writes' },
  axes: {
    days: 'school days',
    fall: 'fall of perplexity on unseen text',
    general: 'change of perplexity on general text',
  },
  table: { day: 'day', pulls: 'times the guard went back' },
};
