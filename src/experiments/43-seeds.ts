import { isUnchanged } from '../eval/verdict';
import type { Strings } from '../i18n/en';
import type { Experiment, Found, NameOf, Presentation } from './experiment';
import { geometricMean } from './measuring';
import { settingsFor } from './setup';
import { type Trial, trialCell, trialIn, trialTable } from './trial';

const SEEDS = [0, 1, 2, 3, 4];

export interface SeedsFound extends Found {
  /** What there is of each text, seed after seed. */
  texts: { author: string; trials: Trial[] }[];
  runs: { fell: number; strict: number; all: number };
  /** How many times the falls differ at most between seeds and between texts; two of both are needed to say. */
  apart?: { seeds: number; texts: number };
}

const idOf = ({ id }: { id: string }, seed: number) => `seed-${seed}/${id}`;

/** Bet 43: the same training with five seeds, which decide the windows that each step learns from. */
export const seeds: Experiment<Trial, SeedsFound> = {
  id: '43',

  // Seed by seed, so that a run that was stopped shows something of each text.
  cells: (setup) =>
    SEEDS.flatMap((seed) =>
      setup.authors.map((author) =>
        trialCell(
          idOf(author, seed),
          (t, nameOf) => t.experiments['43'].label(nameOf(author.id), seed),
          author,
          setup,
          settingsFor(setup, 'norm', { seed }),
        ),
      ),
    ),

  conclude({ authors }, results) {
    const texts = authors
      .map((author) => ({
        author: author.id,
        trials: SEEDS.flatMap((seed) => trialIn(results, idOf(author, seed), author.id) ?? []),
      }))
      .filter(({ trials }) => trials.length > 0);
    const trials = texts.flatMap((text) => text.trials);
    const runs = {
      fell: trials.filter(({ personal }) => !isUnchanged(personal)).length,
      strict: trials.filter(({ verdict }) => verdict === 'STRICT').length,
      all: trials.length,
    };
    const falls = texts.map((text) => text.trials.map(({ fall }) => fall.value));
    return {
      passed: runs.all === SEEDS.length * authors.length ? runs.fell === runs.all : undefined,
      texts,
      runs,
      ...(texts.length > 1 &&
        trials.length > texts.length && {
          apart: { seeds: Math.max(...falls.map(spread)), texts: spread(falls.map(geometricMean)) },
        }),
    };
  },

  present,
};

const spread = (values: readonly number[]) => Math.max(...values) / Math.min(...values);

function present({ texts, runs, apart }: SeedsFound, t: Strings, nameOf: NameOf): Presentation {
  const { common, '43': words } = t.experiments;
  return {
    sentence: runs.all > 0 ? words.sentence(runs, apart) : common.nothingYet,
    charts: [
      {
        kind: 'lines',
        title: words.charts.seeds,
        x: { label: words.axes.seed, unit: 'number' },
        y: { label: words.axes.fall, unit: 'fall' },
        series: texts.map(({ author, trials }) => ({
          name: nameOf(author),
          tone: 'mine',
          points: trials.map(({ seed, fall }) => ({ x: seed, ...fall })),
        })),
      },
    ],
    table: trialTable(
      t,
      nameOf,
      texts.flatMap(({ trials }) => trials),
    ),
  };
}
