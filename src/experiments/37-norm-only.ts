import type { Experiment, Setup } from './experiment';
import { settingsFor } from './setup';
import { type Trial, trialCell, trialTable } from './trial';
import { change, geometricMean, listOf, times } from './words';

/** General perplexity may rise by so much. */
const MOST_RISE = 0.05;

const idOf = (author: { id: string }) => `norm/${author.id}`;

/** Bet 37: is it enough to train the gains of the norms, 4,608 numbers in 9 KB? */
export const bet37: Experiment<Trial> = {
  id: '37',
  title: 'Nine kilobytes',
  question: 'Is it enough to train the gains of the norms, 4,608 numbers of 37.8 million?',
  criterion:
    'On every text perplexity falls, by more than chance explains (the whole 95% interval), and on general text it rises by less than 5%.',
  published: 'Norm-only training became the way in which every adapter is made.',

  cells: (setup) =>
    setup.authors.map((author) =>
      trialCell(idOf(author), author.name, author, setup, settingsFor(setup, 'norm')),
    ),

  conclude(setup, results) {
    const trials = trialsOf(setup, results);
    const all = trials.length === setup.authors.length;
    const good = trials.filter(passes);
    const mean = geometricMean(trials.map(({ fall }) => fall.value));
    const rise = geometricMean(trials.map(({ rise }) => 1 + rise.value)) - 1;
    const missed = trials.filter((trial) => !passes(trial)).map(({ author }) => author);
    return {
      passed: all ? missed.length === 0 : undefined,
      sentence:
        trials.length === 0
          ? 'Nothing has been measured yet.'
          : `Nine kilobytes made perplexity fall ${times(mean)} on unseen text in the mean, and changed it by ${change(rise)} on general text; ${
              missed.length === 0
                ? `that holds for ${good.length === 1 ? 'the one text' : `each of the ${good.length} texts`} measured`
                : `it is not enough for ${listOf(missed)}`
            }.`,
      charts: [
        {
          kind: 'bars',
          title: 'How much perplexity fell on unseen text',
          unit: 'fall',
          from: 1,
          bars: trials.map(({ author, fall }) => ({ name: author, tone: 'mine', ...fall })),
        },
        {
          kind: 'bars',
          title: 'How much it changed on general text',
          unit: 'change',
          from: 0,
          bars: trials.map(({ author, rise }) => ({ name: author, tone: 'base', ...rise })),
        },
      ],
      table: trialTable(trials),
    };
  },
};

function trialsOf({ authors }: Setup, results: ReadonlyMap<string, Trial>): Trial[] {
  return authors.flatMap((author) => results.get(idOf(author)) ?? []);
}

/** Where too little is held out for an interval, nothing is shown. */
function passes({ fall, rise }: Trial): boolean {
  return fall.low !== undefined && fall.low > 1 && rise.value < MOST_RISE;
}
