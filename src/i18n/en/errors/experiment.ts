import type { SampleId } from '../../../text/samples';
import type { ErrorSentence } from '../../errors';
import { format } from '../format';
import { samples } from '../text';

/** Why an experiment cannot be run: see `ExperimentError`. */
export const experiment = {
  'no-text': 'Choose at least one text to run this on.',
  unread: ({ author }) => `${nameOf(author)} could not be read.`,
  'too-little': ({ author, moreWords }) =>
    `${nameOf(author)} is too short. Add about ${format.count(Number(moreWords))} more words.`,
  repetitive: ({ author }) =>
    `The end of ${nameOf(author)} repeats the rest, so nothing would be left to measure with. Add other text.`,
  'more-tokens': ({ needed, have }) =>
    `This experiment needs ${format.count(Number(needed))} tokens of text to learn from, and there are ${format.count(Number(have))}. Add more text.`,
  'longer-text': ({ author, needed, have }) =>
    `This experiment needs ${format.count(Number(needed))} tokens of text to learn from. ${nameOf(author)} has ${format.count(Number(have))}. Add more text.`,
  'one-author': 'To compare models, choose the texts of two people or more. Add a sample.',
  'no-controls': 'The models to compare with could not be loaded. Reload the page.',
} satisfies Record<string, ErrorSentence>;

function nameOf(author: string | number): string {
  if (author === 'yours') return 'Your text';
  return `“${author in samples ? samples[author as SampleId].title : author}”`;
}
