import type { EvaluationFailure } from '../../../eval/error';
import type { ErrorSentence } from '../../errors';

/** Sentences about measuring models, and letting them write. */
export const evaluation = {
  stopped: 'The part of the app that measures has stopped. Reload the page.',
  closed: 'The part of the app that measures was closed. Reload the page.',
  'no-memory':
    'There is too little free memory to open the model. Close other tabs and programs, and try again.',
  'no-memory-for-cache':
    'There is too little free memory to keep your text with the model. Close other tabs and programs, and try again.',
  failed: 'The part of the app that measures has failed. Reload the page.',
  'too-short': 'This text is too short to be measured. It needs two tokens or more.',
  'too-short-for-cache': 'This text is too short to be remembered.',
  sampling:
    'To write a text, the temperature must be 0 or more, top-p above 0 and at most 1, and the penalty above 0.',
} satisfies Record<EvaluationFailure, ErrorSentence>;
