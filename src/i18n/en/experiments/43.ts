import { format } from '../format';

export const seeds = {
  title: 'Five seeds',
  question:
    'Is it luck? A seed decides which pieces of the text each step learns from. Does the same training bring the same result with other seeds?',
  criterion: 'Perplexity on unseen text falls by half a percent or more, with every seed on every text.',
  published: 'With 5 seeds on 3 texts, 15 of 15 runs were STRICT.',
  label: (name: string, seed: number) => `${name}, seed ${seed}`,
  /** `apart`: how many times the falls differ at most between seeds, and between texts. */
  sentence(
    runs: { fell: number; strict: number; all: number },
    apart: { seeds: number; texts: number } | undefined,
  ) {
    const spread = apart
      ? ` Another seed changes the fall by ${format.times(apart.seeds)} at most, another text by ${format.times(apart.texts)}.`
      : '';
    return `Perplexity fell in ${runs.fell} of ${runs.all} runs, and ${runs.strict} of them were STRICT.${spread}`;
  },
  charts: { seeds: 'How much perplexity fell on unseen text, seed by seed' },
  axes: { seed: 'seed', fall: 'fall' },
};
