import type { Strings } from '../i18n/en';
import type { Change, Method, Verdict } from '../model/run';
import type { Schedule } from '../train/settings';
import type { Author, Experiment, Found, NameOf, Presentation, Setup, Subject } from './experiment';
import { settingsFor } from './setup';
import { TEMPLATED_ID } from './templated';
import { generalChart, type Trial, trialCell, trialIn, trialTable } from './trial';

/** What the original experiment kept of each person: see `bets/results/10_specialist_per_person.json` there. */
export interface SpecialistRecord {
  /** The author's id. */
  author: string;
  /** Whether the held-out part repeats what was learned from. */
  templated: boolean;
  method: Method;
  lr: number;
  schedule: Schedule;
  steps: number;
  seed: number;
  tokens: { train: number; held: number; general: number };
  /** Held-out perplexity on the way, by the trainer. */
  trajectory: [step: number, perplexity: number][];
  personal: Change;
  general: Change;
  verdict: Verdict;
  /** Of the training alone. */
  seconds: number;
}

/** As published: AdamW at a rate that stays, on about 3,000 tokens. */
const PUBLISHED = { lr: 5e-5, schedule: 'constant' } as const;
const TRAIN_TOKENS = 3000;

/** What was found of each text, the templated notes first; the curves are the trainer's, all else the evaluator's. */
export interface SpecialistFound extends Found {
  trials: Trial[];
  people: SpecialistRecord[];
}

const idOf = (author: string) => `published/${author}`;

/**
 * Bet 10: full fine-tuning as it was published, on a text of the kind that it was published with, and on texts whose
 * held-out part repeats nothing.
 */
export const specialist: Experiment<Trial, SpecialistFound> = {
  id: '10',

  cells: (setup) =>
    textsOf(setup).map((author) => {
      const settings = { ...settingsFor(setup, 'full', PUBLISHED), probes: true };
      return trialCell(idOf(author.id), (_, nameOf) => nameOf(author.id), author, setup, settings);
    }),

  conclude(subject, results) {
    const texts = [TEMPLATED_ID, ...naturalOf(subject).map(({ id }) => id)];
    const trials = texts.flatMap((author) => trialIn(results, idOf(author), author) ?? []);
    return {
      passed:
        trials.length === texts.length ? trials.every(({ verdict }) => verdict === 'STRICT') : undefined,
      trials,
      people: trials.map(recordOf),
    };
  },

  present,
};

/** The texts that repeat nothing, of which the quick form takes one. */
function naturalOf<Author>({ form, authors }: { form: Subject['form']; authors: readonly Author[] }) {
  return form === 'quick' ? authors.slice(0, 1) : authors;
}

/** The templated notes first, then the others, each cut to what is learned from. */
function textsOf(setup: Setup): Author[] {
  const { templated } = setup;
  if (!templated) throw new RangeError('The templated notes are missing.');
  return [templated, ...naturalOf(setup)].map((author) => ({
    ...author,
    train: author.train.subarray(-TRAIN_TOKENS),
  }));
}

function recordOf(trial: Trial): SpecialistRecord {
  const { author, method, lr, steps, seed, tokens, personal, general, verdict, seconds } = trial;
  return {
    ...{ author, templated: author === TEMPLATED_ID, method, lr, schedule: PUBLISHED.schedule, steps, seed },
    ...{ tokens, trajectory: trajectory(trial), personal, general, verdict, seconds },
  };
}

function trajectory({ curve }: Trial): [number, number][] {
  return curve.flatMap(([step, , perplexity]) =>
    perplexity === null ? [] : [[step, perplexity] as [number, number]],
  );
}

function present({ trials, people }: SpecialistFound, t: Strings, nameOf: NameOf): Presentation {
  const { common, '10': words } = t.experiments;
  const strict = trials.filter(({ verdict }) => verdict === 'STRICT');
  const onlyRepeating = trials.length > 1 && strict.length === 1 && strict[0].author === TEMPLATED_ID;
  const texts = trials.map(({ author, fall, verdict }) => ({
    ...{ name: nameOf(author), repeats: author === TEMPLATED_ID, fall: fall.value, verdict },
  }));
  const toneOf = (author: string) => (author === TEMPLATED_ID ? 'other' : 'mine');
  return {
    sentence: trials.length > 0 ? words.sentence(texts, onlyRepeating) : common.nothingYet,
    charts: [
      {
        kind: 'lines',
        title: words.charts.curves,
        x: { label: common.axes.steps, unit: 'steps' },
        y: { label: common.axes.perplexity, unit: 'perplexity', scale: 'log' },
        series: people.map(({ author, trajectory }) => ({
          name: nameOf(author),
          tone: toneOf(author),
          points: trajectory.map(([x, value]) => ({ x, value })),
        })),
      },
      {
        kind: 'bars',
        title: common.charts.falls,
        unit: 'fall',
        from: 1,
        bars: trials.map(({ author, fall }) => ({ name: nameOf(author), tone: toneOf(author), ...fall })),
      },
      generalChart(t, nameOf, trials),
    ],
    table: trialTable(t, nameOf, trials),
  };
}
