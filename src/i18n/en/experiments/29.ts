import { format } from '../format';
import { fell } from './common';

export const sequential = {
  title: 'A bit at a time',
  question:
    'New text keeps coming. Does training on each new part lead to the same result as training once on everything?',
  criterion:
    'For every text, after 4 parts perplexity has clearly fallen, at least 90% of the gain of training once is there, and perplexity on general text is up by less than 5%.',
  published: 'The published experiment measured how far the model drifted.',
  label: {
    part: (name: string, part: number, parts: number) => `${name}, part ${part} of ${parts}`,
    once: (name: string) => `${name}, all at once`,
  },
  notYet: 'Not all parts have been learned yet.',
  /** `general` is the change of perplexity on general text. `failed`: for which texts it was not enough. */
  sentence(
    found: { name: string; parts: number; fall: number; once: number; forgot: boolean; general: number },
    failed: readonly string[],
  ) {
    const { name, parts, fall, once, forgot, general } = found;
    return (
      `After the model learned “${name}” in ${parts} parts, perplexity on its unseen end ${fell(fall)}. ` +
      `Learned all at once, it ${fell(once)}. ` +
      `${forgot ? 'The model forgot a little of the first part' : 'The model did not forget the first part'}, ` +
      `and perplexity on general text changed by ${format.change(general)}.` +
      (failed.length === 0 ? '' : ` This was not enough for ${format.list(failed)}.`)
    );
  },
  axes: { parts: 'parts learned', fall: 'fall of perplexity' },
  series: {
    held: 'unseen end',
    first: 'end of the first part',
    once: 'unseen end, all at once',
  },
  table: {
    learned: 'learned',
    part: (part: number, parts: number) => `part ${part} of ${parts}`,
    once: 'all at once',
    first: 'fall, end of the first part',
  },
};
