import { format } from '../format';
import { fell } from './common';

export const sampleEfficiency = {
  title: 'How much text is enough?',
  question: 'How does the fall of perplexity grow when there is more text to learn from?',
  criterion:
    'With the most text perplexity clearly falls, and no amount of text is clearly worse than the one before. “Clearly” means more than chance explains (95%, compared token by token).',
  published:
    'A curve. On our base perplexity fell ×1.03, ×1.09, ×1.12 and ×1.12 with 500, 1,000, 3,000 and 10,000 tokens.',
  label: (name: string, tokens: number) => `${name}, ${format.count(tokens)} tokens`,
  notYet: 'Not all amounts of text have been tried yet.',
  /** `half`: with how many tokens half of the gain was there. `failed`: where more text did not help. */
  sentence(name: string, tokens: number, fall: number, half: number | undefined, failed: readonly string[]) {
    const gain = half ? ` Half of that gain was there with ${format.count(half)} tokens.` : '';
    const all =
      failed.length === 0
        ? 'More text was never clearly worse.'
        : `More text did not help everywhere: look at ${format.list(failed)}.`;
    return `With ${format.count(tokens)} tokens of “${name}” perplexity ${fell(fall)}.${gain} ${all}`;
  },
  charts: { sizes: 'Does more text bring a larger fall?' },
  axes: { size: 'tokens to learn from' },
};
