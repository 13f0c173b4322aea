import type { TrainFailure } from '../../../train/engine';
import type { ErrorSentence } from '../../errors';
import { format } from '../format';

/** Sentences for a `TrainError`. What came from an older version of the app has no details. */
export const train = {
  'no-webgpu': ({ problem }) => {
    switch (problem) {
      case 'not-offered':
        return 'This browser does not offer WebGPU, so the graphics processor cannot be used.';
      case 'not-found':
        return 'This browser offers WebGPU but found no graphics processor.';
      case 'not-started':
        return 'The graphics processor could not be started.';
      case 'silent':
        return 'The graphics processor does not answer.';
      default:
        return 'The graphics processor cannot be used.';
    }
  },
  hanging: ({ problem, why }) => {
    if (problem === 'test') return 'The test before training never came to an end.';
    if (problem === 'silent') return 'Training no longer answers. Closing other tabs and programs may help.';
    if (why) return `Training stopped (${why}). Closing other tabs and programs may help.`;
    return 'Training stopped. Closing other tabs and programs may help.';
  },
  'device-lost': 'The graphics processor stopped working for this page.',
  'out-of-memory': ({ engine, part, bytes }) => {
    if (part)
      return `The graphics processor cannot hold “${part}” in one piece (${format.bytes(Number(bytes))}). Fewer tokens per step will help.`;
    if (engine === 'webgpu') return 'The graphics processor has too little free memory for this training.';
    return 'This laptop has too little free memory for this training. Closing other tabs and programs may help.';
  },
  shader: 'The graphics processor refused the training program.',
  'wrong-numbers': ({ engine }) =>
    engine === 'webgpu'
      ? 'The graphics processor got a test sum wrong, so it cannot be trusted to train.'
      : 'The processor got a test sum wrong, so it cannot be trusted to train.',
} satisfies Record<TrainFailure, ErrorSentence>;
