import type { SafetensorsFailure } from '../../../model/safetensors';
import type { ErrorSentence } from '../../errors';

/** Sentences about files of weights; `problem` is in English, for whoever helps. */
export const safetensors = {
  'not-safetensors': 'This is not a file of weights (safetensors).',
  damaged: ({ problem }) => `This file of weights is damaged. Ask for it again. (${problem})`,
  'other-model': ({ problem }) => `These weights belong to another model. (${problem})`,
  'not-a-reference': ({ problem }) => `This file is not a reference set. (${problem})`,
} satisfies Record<SafetensorsFailure, ErrorSentence>;
