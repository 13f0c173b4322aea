import { UNCHANGED_FALL } from '../../../eval/verdict';
import type { Method } from '../../../model/run';
import { format } from '../format';

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

/** What perplexity did: "fell ×1.12", or that it did not. What would be written "×1.00" did not. */
export function fell(fall: number): string {
  return fall >= UNCHANGED_FALL ? `fell ${format.times(fall)}` : `did not fall (${format.times(fall)})`;
}

/** What perplexity did: "fell ×1.12", or "rose by 41%" where it became worse. */
export function fellOrRose(fall: number): string {
  return fall >= 1 ? `fell ${format.times(fall)}` : `rose by ${format.percent(1 / fall - 1)}`;
}
