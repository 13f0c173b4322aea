import type { ErrorDetails } from '../../../model/user-error';
import type { TextFailure } from '../../../text/error';
import type { ImportRefusal } from '../../../text/import';
import type { SampleId } from '../../../text/samples';
import type { TokenizerFailure } from '../../../text/tokenizer';
import type { ErrorSentence } from '../../errors';
import { format } from '../format';
import { samples, text as sentences } from '../text';

const tooLittle = (part: 'text' | 'held') => (details: ErrorDetails) => {
  const { have, needed, moreWords } = details as { have: number; needed: number; moreWords: number };
  return sentences.tooLittle({ part, have, needed, moreWords });
};

/** Sentences about texts that cannot be used or read. */
export const text = {
  document: ({ name }) => `${name} is not plain text. Open it, copy the text and paste it here.`,
  picture: ({ name }) =>
    `${name} is a picture, and the model learns from text only. Type what the picture says, or choose a text file.`,
  media: ({ name }) => `${name} is sound or video, and the model learns from text only. Choose a text file.`,
  archive: ({ name }) => `${name} is an archive. Unpack it and choose the text files inside.`,
  'too-large': ({ name, bytes }) =>
    `${name} is larger than ${format.number(Number(bytes) / 1e6)} MB. Choose a smaller file: a few pages are enough.`,
  empty: ({ name }) => `${name} is empty.`,
  encoding: ({ name }) =>
    `${name} is not stored as UTF-8. Open it in a text editor, save it with the encoding UTF-8, and choose it again.`,
  binary: ({ name }) => `${name} is not a text file. If you can open it, copy the text and paste it here.`,
  'too-little': tooLittle('text'),
  'held-too-little': tooLittle('held'),
  repetitive: sentences.repetitive,
  unread: 'The text could not be read. Try again.',
  sample: ({ id }) =>
    `The sample “${samples[id as SampleId].title}” could not be loaded. Reload the page and try again.`,
  control: 'The models to compare with could not be loaded. Reload the page and try again.',
  stopped: 'The part of the app that reads texts has stopped. Reload the page.',
  'tokenizer-damaged': 'A file of the base model (its tokenizer) is damaged. Reload the page.',
  'other-tokenizer': 'The tokenizer belongs to another model. Reload the page.',
} satisfies Record<TextFailure | ImportRefusal | TokenizerFailure, ErrorSentence>;
