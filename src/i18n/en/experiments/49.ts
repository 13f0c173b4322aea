import { format } from '../format';

export const shootout = {
  title: 'Three methods',
  question: 'Which method is worth its time and its bytes: norm-only, LoRA or full fine-tuning?',
  criterion:
    'Norm-only is at least as good as full fine-tuning in both ways (it “Pareto-dominates”): perplexity falls at least as much on unseen text, and rises no more on general text. Both are geometric means over the texts.',
  published:
    'Norm-only was at least as good as both other methods in both ways (it Pareto-dominated them) within five minutes of training.',
  label: (name: string, method: string) => `${name}, ${method}`,
  notYet: 'Nothing has been measured with all three methods yet.',
  /** `better`: which of norm-only and full fine-tuning is at least as good in both ways. */
  sentence(
    better: 'norm' | 'full' | 'neither',
    texts: number,
    methods: readonly { name: string; fall: number; general: number; seconds: number }[],
  ) {
    const verdict = {
      norm: 'Norm-only learns at least as much as full fine-tuning and does no more harm on general text.',
      full: 'Full fine-tuning learns at least as much as norm-only and does no more harm on general text. The advantage of norm-only is its small size.',
      neither:
        'Neither norm-only nor full fine-tuning is better in both ways: one learns more, the other does less harm on general text.',
    }[better];
    const each = methods.map(
      ({ name, fall, general, seconds }) =>
        `${name} ${format.times(fall)} at ${format.change(general)} in ${format.count(seconds)} s`,
    );
    return `${verdict} Fall on unseen text, change on general text and time, ${texts === 1 ? 'on one text' : `on average over ${texts} texts`}: ${each.join(', ')}.`;
  },
  charts: {
    methods: 'What each method learns, and what it changes on general text',
    time: 'Time to train',
    size: 'Size of the adapter',
  },
};
