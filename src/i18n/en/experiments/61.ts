import { format } from '../format';

export const confusion = {
  title: 'Whose model is it?',
  question: 'On each person’s text, is their own model better than the models of the others?',
  criterion:
    'On the unseen text of every author, the author’s own model is better than those of all other authors.',
  published: 'The author’s own adapter won by 5 to 29%.',
  label: {
    training: (name: string) => `${name}: training`,
    measuring: (name: string) => `everybody’s model on ${name}`,
  },
  notYet: 'Not all models have been compared yet.',
  /**
   * `low` and `high`: the least and the most by which own models are better than the (geometric) mean of the others; `clear` of
   * `authors` are better than the best other by more than chance explains.
   */
  allBest: (low: number, high: number, clear: number, authors: number) =>
    `Everybody’s own model is the best on their text. Perplexity with it is ${format.times(low)} to ${format.times(high)} lower than with the others on average. ` +
    `For ${clear} of ${authors} authors it is better by more than chance explains.`,
  notAllBest: (
    failed: readonly string[],
    example: { name: string; fall: number },
    low: number,
    high: number,
  ) =>
    `The own model is not the best for ${format.list(failed)}. On “${example.name}” it brings ${format.times(example.fall)}. ` +
    `Perplexity with the own models is ${format.times(low)} to ${format.times(high)} lower than with the others on average.`,
  charts: {
    matrix: 'Everybody’s model on everybody’s text',
    own: 'The own model beside the mean of the others',
  },
  matrix: { row: 'the model of', column: 'reads unseen text of' },
  table: {
    text: 'unseen text of',
    fallOf: (name: string) => `fall, ${name}`,
    overMean: 'beside the mean of the others',
    runnerUp: 'the best other',
    overRunnerUp: 'beside the best other',
    atLeast: 'at least',
    atMost: 'at most',
  },
};
