import type { Change, Method, Verdict } from '../model/run';
import type { Schedule } from '../train/settings';
import type { Author, Experiment, Finding, Setup } from './experiment';
import { settingsFor } from './setup';
import { type Trial, trialCell, trialTable } from './trial';
import { fellOrRose, listOf } from './words';

/** What the original bet kept of each person: see `bets/results/10_specialist_per_person.json` there. */
export interface SpecialistRecord {
  name: string;
  /** Whether the held-out part repeats what was learned from. */
  templated: boolean;
  method: Method;
  lr: number;
  schedule: Schedule;
  steps: number;
  seed: number;
  tokens: { train: number; held: number; general: number };
  /** Held-out perplexity after so many steps, by the trainer. */
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

const TEMPLATED_NAME = 'notes that repeat themselves';

const idOf = ({ id }: Author) => `published/${id}`;

/**
 * Bet 10: full fine-tuning as it was published, on a text of the kind that it was published with, and on texts whose
 * held-out part repeats nothing. The curves are the trainer's, all other numbers the evaluator's.
 */
export const bet10: Experiment<Trial, Finding & { people: SpecialistRecord[] }> = {
  id: '10',
  title: 'A specialist for each person',
  question: 'Does a hundred steps of full fine-tuning on 3,000 tokens make a specialist of one person?',
  criterion:
    'STRICT on every text: held-out perplexity falls more than 10 times, and on general text it rises by less than 50%.',
  published:
    'Held-out perplexity fell from 114 to 1.04, general rose from 89 to 111, in 5.6 seconds: STRICT.',

  cells: (setup) =>
    textsOf(setup).map((author) => {
      const settings = { ...settingsFor(setup, 'full', PUBLISHED), probes: true };
      return trialCell(idOf(author), author.name, author, setup, settings);
    }),

  conclude(setup, results) {
    const texts = textsOf(setup);
    const found = texts.flatMap((author) => {
      const trial = results.get(idOf(author));
      return trial ? { trial, templated: author === texts[0] } : [];
    });
    const trials = found.map(({ trial }) => trial);
    return {
      passed: found.length === texts.length ? trials.every(({ verdict }) => verdict === 'STRICT') : undefined,
      sentence: sentenceOf(found),
      charts: [
        {
          kind: 'lines',
          title: 'Perplexity of the held-out text while it trains',
          x: { label: 'steps', unit: 'steps' },
          y: { label: 'perplexity', unit: 'perplexity', scale: 'log' },
          series: found.map(({ trial, templated }) => ({
            name: trial.author,
            tone: templated ? 'other' : 'mine',
            points: trajectory(trial).map(([x, value]) => ({ x, value })),
          })),
        },
        {
          kind: 'bars',
          title: 'How much perplexity fell on held-out text',
          unit: 'fall',
          from: 1,
          bars: found.map(({ trial, templated }) => ({
            name: trial.author,
            tone: templated ? 'other' : 'mine',
            ...trial.fall,
          })),
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
      people: found.map(({ trial, templated }) => ({
        name: trial.author,
        templated,
        method: trial.method,
        lr: trial.lr,
        schedule: PUBLISHED.schedule,
        steps: trial.steps,
        seed: trial.seed,
        tokens: trial.tokens,
        trajectory: trajectory(trial),
        personal: trial.personal,
        general: trial.general,
        verdict: trial.verdict,
        seconds: trial.seconds,
      })),
    };
  },
};

/** The templated notes first, then the authors, of whom the quick form takes one. */
function textsOf({ form, authors, templated }: Setup): Author[] {
  if (!templated) throw new RangeError('The templated notes are missing.');
  const natural = form === 'quick' ? authors.slice(0, 1) : authors;
  return [templated, ...natural].map((author) => ({
    ...author,
    train: author.train.subarray(-TRAIN_TOKENS),
  }));
}

function trajectory({ curve }: Trial): [number, number][] {
  return curve.flatMap(([step, , perplexity]) =>
    perplexity === null ? [] : [[step, perplexity] as [number, number]],
  );
}

function sentenceOf(found: readonly { trial: Trial; templated: boolean }[]): string {
  if (found.length === 0) return 'Nothing has been measured yet.';
  const parts = found.map(
    ({ trial, templated }) =>
      `${fellOrRose(trial.fall.value)} on ${templated ? TEMPLATED_NAME : `“${trial.author}”`} (${trial.verdict})`,
  );
  const strict = found.filter(({ trial }) => trial.verdict === 'STRICT');
  const moral =
    found.length > 1 && strict.length === 1 && strict[0].templated
      ? ' So a fall that large shows that a text repeats itself, and not that the model knows who wrote it.'
      : '';
  return `By the published recipe perplexity ${listOf(parts)}.${moral}`;
}
