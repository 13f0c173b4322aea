import type { Strings } from '../i18n/en';
import type { Experiment, Found, NameOf, Presentation } from './experiment';
import { geometricMean, meanChange } from './measuring';
import { settingsFor } from './setup';
import { generalChart, type Trial, trialCell, trialIn, trialTable } from './trial';

/** General perplexity may rise by less than this. */
const MOST_RISE = 0.05;

export interface NormOnlyFound extends Found {
  trials: Trial[];
  /** Authors for whom it is not enough. */
  missed: string[];
  /** Geometric means of the falls, and of the changes on general text. */
  fall: number;
  general: number;
}

const idOf = (author: { id: string }) => `norm/${author.id}`;

/** Bet 37: is it enough to train the gains of the norms, 4,608 numbers in 9 KB? */
export const normOnly: Experiment<Trial, NormOnlyFound> = {
  id: '37',

  cells: (setup) =>
    setup.authors.map((author) => {
      const settings = settingsFor(setup, 'norm');
      return trialCell(idOf(author), (_, nameOf) => nameOf(author.id), author, setup, settings);
    }),

  conclude({ authors }, results) {
    const trials = authors.flatMap((author) => trialIn(results, idOf(author), author.id) ?? []);
    const missed = trials.filter((trial) => !passes(trial)).map(({ author }) => author);
    return {
      passed: trials.length === authors.length ? missed.length === 0 : undefined,
      trials,
      missed,
      fall: geometricMean(trials.map(({ fall }) => fall.value)),
      general: meanChange(trials.map(({ rise }) => rise.value)),
    };
  },

  present,
};

/** Where too little is held out for an interval, nothing is shown. */
function passes({ fall, rise }: Trial): boolean {
  return fall.low !== undefined && fall.low > 1 && rise.value < MOST_RISE;
}

function present({ trials, missed, fall, general }: NormOnlyFound, t: Strings, nameOf: NameOf): Presentation {
  const { common, '37': words } = t.experiments;
  return {
    sentence:
      trials.length > 0
        ? words.sentence(fall, general, trials.length, missed.map(nameOf))
        : common.nothingYet,
    charts: [
      {
        kind: 'bars',
        title: common.charts.falls,
        unit: 'fall',
        from: 1,
        bars: trials.map(({ author, fall }) => ({ name: nameOf(author), tone: 'mine', ...fall })),
      },
      generalChart(t, nameOf, trials),
    ],
    table: trialTable(t, nameOf, trials),
  };
}
