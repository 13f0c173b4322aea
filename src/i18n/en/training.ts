import type { EngineName, RunRecord } from '../../model/run';
import type { Choice } from '../../train/choice';
import type { Failure } from '../../train/engine';
import type { Resumed, TrainStage } from '../../train/protocol';
import type { RamRefusal } from '../../train/ram';
import type { ErrorSentence } from '../words';
import { errors } from './errors';
import { format } from './format';

const NAMES: Record<EngineName, string> = { cpu: 'The processor', webgpu: 'The graphics processor' };
const INSIDE: Record<EngineName, string> = { cpu: 'the processor', webgpu: 'the graphics processor' };

/** Where a run is, and in how many seconds its first numbers and its end come, as far as that is known. */
interface Progress {
  step: number;
  steps: number;
  left?: { first?: number; all?: number };
}

const failure = ({ reason, details = {} }: Failure): string => {
  const sentence: ErrorSentence = errors.byDomain.train[reason];
  return typeof sentence === 'string' ? sentence : sentence(details);
};

/** The engines, the course of a training, and what became of it. */
export const training = {
  /** Why an engine cannot be used. */
  failure,

  engine: {
    examining: 'Finding out how fast this laptop can train …',
    testAgain: 'Test again',
    testGpuAgain: 'Test the graphics processor again',
    /** Which engine will train, and why it and not the other. */
    chosen(choice: Extract<Choice, { why: string }>): string {
      const name = INSIDE[choice.engine];
      switch (choice.why) {
        case 'asked':
          return `It will train on ${name}, as you asked.`;
        case 'faster':
          return `It will train on ${name}, which was faster here than ${INSIDE[choice.engine === 'cpu' ? 'webgpu' : 'cpu']}.`;
        case 'no-gpu':
          return `It will train on ${name}: this browser offers no graphics processor.`;
        case 'software-gpu':
          return `It will train on ${name}. The graphics processor here is only a program that imitates one, which would be slower.`;
        case 'other-wrong':
          return `It will train on ${name}. ${choice.failure ? failure(choice.failure) : ''}`.trim();
      }
    },
  },

  /** What an engine runs on, inside a sentence. */
  device: {
    processor: (threads: number) => `the processor (${format.plural(threads, 'thread', 'threads')})`,
    graphicsProcessor: 'the graphics processor',
  },

  run: {
    title: 'Training',
    stages: {
      'measuring-base': 'Testing the base model on your held-out text',
      'measuring-first': 'Testing what it has learned so far',
      loading: 'Getting the base model ready for training',
      checking: 'Checking that this machine calculates correctly',
      training: 'Training',
      paused: 'Waiting for you to come back',
      stopping: 'Stopping after this step',
      measuring: 'Testing your model on text it has never seen',
      saving: 'Saving your model',
    } satisfies Record<
      TrainStage | 'measuring-base' | 'measuring-first' | 'stopping' | 'measuring' | 'saving',
      string
    >,
    short: 'This takes a few seconds.',
    /** In how many seconds the first numbers come, where there are some on the way, and all of it: known after a few steps. */
    step({ step, steps, left = {} }: Progress): string {
      if (step === steps) return `All ${steps} steps are done. Now comes one last test on the held-out text.`;
      if (left.all === undefined) return `Step ${step} of ${steps}.`;
      if (left.first === undefined)
        return `Step ${step} of ${steps}, about ${format.duration(left.all)} left.`;
      return `Step ${step} of ${steps}. First numbers in about ${format.duration(left.first)}, all of it in about ${format.duration(left.all)}.`;
    },
    /** While the first numbers are taken, on the processor. */
    waits: ({ step, steps }: Progress) =>
      `Step ${step} of ${steps}. Training waits for some seconds and then goes on.`,
    paused: ({ step, steps }: Progress) =>
      `Step ${step} of ${steps}. Browsers slow down pages that nobody is looking at. Training goes on when you come back.`,
    /** `device` is inside the sentence, as `deviceWords` makes it. */
    on: (device: string) => `It trains on ${device}.`,
    stop: 'Stop and keep',
  },

  /** Training broke off and went on. */
  resumed({ broken, engine, step, ...why }: Resumed): string {
    const how = step > 0 ? `went on from step ${step}` : 'started again';
    // What only happened to an engine says little to a person; what is wrong with it says why the other goes on.
    if (why.reason !== 'hanging' && why.reason !== 'device-lost')
      return `${failure(why)} ${NAMES[engine]} ${how}.`;
    return `${NAMES[broken]} stopped; ${engine === broken ? 'training' : INSIDE[engine]} ${how}.`;
  },

  /** What became of a run in which numbers grew too large; nothing of a good one. */
  outcome({ ended, steps, skipped = 0 }: Pick<RunRecord, 'steps' | 'ended' | 'skipped'>): string | undefined {
    if (ended === 'not-finite')
      return steps > 0
        ? `Training got out of control, so your model is what it was after step ${steps}. A lower learning rate helps.`
        : 'Training got out of control, so nothing was learned. A lower learning rate helps.';
    if (skipped === 0) return undefined;
    return skipped === 1
      ? 'One step was left out, because the numbers became too large.'
      : `${skipped} steps were left out, because the numbers became too large.`;
  },

  ramRefusal: ({ hasGb }: RamRefusal) =>
    `Changing everything needs more memory than this laptop has (about ${hasGb} GB). A touch will work.`,
};
