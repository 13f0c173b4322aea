import type { Refusal } from '../../../model/exchange/refused';
import type { ErrorSentence } from '../../errors';

/** Sentences about files of models that are not taken, or not written. */
export const exchange = {
  'too-large': 'This file is too large to be a file of models.',
  'too-much': 'This is more than one file can hold. Save your models one by one.',
  'not-ours':
    'This is not a file of models. Choose a file that ends in .swantham, or the two files of a PEFT folder together.',
  newer: 'This file was made by a newer Swantham. Update the app and try again.',
  damaged: 'This file is damaged, or someone changed it after it was made. Ask for it again.',
  'other-base': 'This model was made for another base model, and cannot work with the one here.',
  misfit: 'The parts of this model do not fit the base model of this app.',
  'not-finite': 'Some numbers in this model are infinite or missing, so it cannot work.',
  method:
    'This kind of model cannot be used here. Of the kinds that PEFT makes, only LORA and LN_TUNING can.',
  setting: ({ key }) => `This model was made with a setting of PEFT that cannot be used here: “${key}”.`,
} satisfies Record<Refusal, ErrorSentence>;
