import { format } from '../format';

export const normOnly = {
  title: 'Nine kilobytes',
  question:
    'Is it enough to train the gains of the norms? They are only 4,608 of the model’s 37.8 million numbers.',
  criterion:
    'On every text perplexity falls by more than chance explains (the whole 95% interval), and on general text it rises by less than 5%.',
  published: 'Norm-only training became the way in which every adapter is made.',
  /** Mean fall and mean change on general text. `missed`: for which texts it is not enough, of `texts` that were measured. */
  sentence(fall: number, general: number, texts: number, missed: readonly string[]) {
    const holds =
      missed.length > 0
        ? `This is not enough for ${format.list(missed)}.`
        : `This holds for ${texts === 1 ? 'the one text' : `each of the ${texts} texts`} measured.`;
    return (
      `With nine kilobytes, perplexity fell ${format.times(fall)} on unseen text on average ` +
      `and changed by ${format.change(general)} on general text. ${holds}`
    );
  },
};
