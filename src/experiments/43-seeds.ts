import { isUnchanged } from '../eval/verdict';
import type { Author, Experiment, Setup } from './experiment';
import { settingsFor } from './setup';
import { type Trial, trialCell, trialTable } from './trial';
import { geometricMean, times } from './words';

const SEEDS = [0, 1, 2, 3, 4];

const idOf = ({ id }: Author, seed: number) => `seed-${seed}/${id}`;

/** Bet 43: the same training with five seeds, which decide the windows that each step learns from. */
export const bet43: Experiment<Trial> = {
  id: '43',
  title: 'Five seeds',
  question: 'Is it luck? Does the same training bring the same with other seeds?',
  criterion: 'Held-out perplexity falls, by half a percent or more, with every seed on every text.',
  published: 'With 5 seeds on 3 texts, 15 of 15 runs were STRICT.',

  // Seed by seed, so that a run that was stopped shows something of each text.
  cells: (setup) =>
    SEEDS.flatMap((seed) =>
      setup.authors.map((author) => {
        const settings = settingsFor(setup, 'norm', { seed });
        return trialCell(idOf(author, seed), `${author.name}, seed ${seed}`, author, setup, settings);
      }),
    ),

  conclude(setup, results) {
    const texts = textsOf(setup, results);
    const trials = texts.flatMap(({ trials }) => trials);
    const fell = trials.filter(({ personal }) => !isUnchanged(personal));
    return {
      passed:
        trials.length === SEEDS.length * setup.authors.length ? fell.length === trials.length : undefined,
      sentence: sentenceOf(texts, trials, fell.length),
      charts: [
        {
          kind: 'lines',
          title: 'How much perplexity fell on unseen text, seed by seed',
          x: { label: 'seed', unit: 'number' },
          y: { label: 'fall', unit: 'fall' },
          series: texts.map(({ name, trials }) => ({
            name,
            tone: 'mine',
            points: trials.map(({ seed, fall }) => ({ x: seed, ...fall })),
          })),
        },
      ],
      table: trialTable(trials),
    };
  },
};

interface Text {
  name: string;
  trials: Trial[];
}

/** What there is of each text, seed after seed. */
function textsOf({ authors }: Setup, results: ReadonlyMap<string, Trial>): Text[] {
  return authors
    .map((author) => ({
      name: author.name,
      trials: SEEDS.flatMap((seed) => results.get(idOf(author, seed)) ?? []),
    }))
    .filter(({ trials }) => trials.length > 0);
}

function sentenceOf(texts: readonly Text[], trials: readonly Trial[], fell: number): string {
  if (trials.length === 0) return 'Nothing has been measured yet.';
  const strict = trials.filter(({ verdict }) => verdict === 'STRICT').length;
  const falls = texts.map(({ trials }) => trials.map(({ fall }) => fall.value));
  const apart = (values: readonly number[]) => Math.max(...values) / Math.min(...values);
  // Two texts or seeds are needed to tell them apart.
  const seeds = Math.max(...falls.map(apart));
  const means = falls.map(geometricMean);
  const spread =
    texts.length > 1 && trials.length > texts.length
      ? ` Another seed changes the fall by ${times(seeds)} at most, another text by ${times(apart(means))}.`
      : '';
  return `Perplexity fell in ${fell} of ${trials.length} runs, and ${strict} of them were STRICT.${spread}`;
}
