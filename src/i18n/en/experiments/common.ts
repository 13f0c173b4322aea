import type { Method } from '../../../model/run';

/** What several experiments say. */
export const common = {
  /** The student's own text, on the screen and at the command line. */
  ownText: 'My text',
  yourText: 'Your text',
  templatedNotes: 'Templated notes',
  methods: {
    norm: 'norm-only',
    lora: 'LoRA',
    full: 'full fine-tuning',
  } satisfies Record<Method, string>,
  /** A model from the library. Several may have the same name: `nth` counts them from 1. */
  keptModel: (name: string, nth: number) => (nth === 1 ? `${name} (kept)` : `${name} (kept, ${nth})`),
  nothingYet: 'Nothing has been measured yet.',
  columns: {
    text: 'text',
    method: 'method',
    seed: 'seed',
    steps: 'steps',
    learned: 'tokens learned from',
    held: 'tokens held out',
    before: 'perplexity before',
    after: 'perplexity after',
    fall: 'fall',
    fallLow: 'fall, at least',
    fallHigh: 'fall, at most',
    general: 'general change',
    verdict: 'verdict',
    seconds: 'seconds',
    bytes: 'bytes',
    training: 'training',
    learnedFrom: 'learned from',
  },
  axes: {
    steps: 'steps',
    perplexity: 'perplexity',
    fall: 'fall on unseen text',
    general: 'perplexity on general text',
  },
  charts: {
    falls: 'How much perplexity fell on unseen text',
    general: 'How much perplexity changed on general text',
  },
};
