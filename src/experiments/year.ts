import { fallInterval } from '../eval/uncertainty';
import type { Strings } from '../i18n/en';
import type { AdapterWeights } from '../model/adapter';
import { END_OF_TEXT } from '../model/config';
import type { Interval } from '../model/run';
import { joined } from '../text/joined';
import { guarded } from '../train/guard';
import type { LineChart, Tone } from './chart';
import {
  type Author,
  type Cell,
  type Experiment,
  ExperimentError,
  type Found,
  type Label,
  type Presentation,
  type Runner,
  type Setup,
  type Subject,
} from './experiment';
import { clearlyFell, fallCells, fallHead, fallOf, measuredOn, riseOf } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';

/** School days, and after how many of them the drift is measured. */
const FORMS = { quick: { days: 40, apart: 10, held: 1024 }, full: { days: 200, apart: 20, held: 3000 } };
/** What is written per day, in tokens: a page. */
const PAGE = 200;
/** A day's training. With warm-up and decay its rates add up to `lr`: a gain moves by about as much. */
const DAY = { steps: 4, rows: 1, length: 128 };
const GENTLE = { ...DAY, lr: 1e-3 };
/** A third of the app's first try, thirty steps whose rates add up to fifteen times `GENTLE`'s. */
const EAGER = { ...DAY, lr: 5e-3 };

/** The guard reads general text after so many days. It reads every other piece of so many tokens, and is measured on the rest. */
const GUARDED_APART = 5;
const PIECE = 128;

/** What passes, at every measurement of the year. */
const MOST_RISE = 0.02;

/** The ways through the year: three that go on from yesterday's adapter, and one from the base on all pages so far. */
type ArmId = 'gentle' | 'eager' | 'guarded' | 'anew';
const TONES: Record<ArmId, Tone> = { gentle: 'train', eager: 'alarm', guarded: 'mine', anew: 'other' };
const ARMS = Object.keys(TONES) as ArmId[];
const DAYS = { gentle: GENTLE, eager: EAGER, guarded: EAGER };
type DailyId = keyof typeof DAYS;
const DAILY = Object.keys(DAYS) as DailyId[];

export interface YearResult {
  adapter: AdapterWeights;
  /** On held-out text of all authors. */
  fall: Interval;
  general: Interval;
  /** How often the guard has gone back by a share since the measurement before. */
  pulls: number;
  /** Anew: how many times smaller perplexity of the held-out text is than with the guard, token by token. */
  lead?: Interval;
}

/** One way through the year, as far as it has come. */
interface Way {
  arm: ArmId;
  points: ({ day: number } & Omit<YearResult, 'adapter'>)[];
}

export interface YearFound extends Found {
  days: number;
  /** Before the first day. */
  start?: { fall: Interval; general: Interval };
  ways: Way[];
  /** Tokens of the held-out text of all authors. */
  held: number;
  /** With the guard: the largest change on general text, and how often it went back. */
  most: number;
  pulls: number;
  /** At the end: anew beside with the guard, and which of the two foretells held-out text better by more than chance. */
  lead?: Interval;
  better?: 'guarded' | 'anew' | 'neither';
}

/**
 * A school year of daily retraining. Every day brings a new page and a few norm-only steps that go on from yesterday's
 * adapter. The authors follow each other, like the interests of one student: each has as many days, and begins again when
 * the text runs out. Measured on general text and on held-out text of all authors, the same all year.
 *
 * Three times on the same pages: gently, eagerly, and eagerly with a guard (`guarded`). A guard that always pulls, and
 * replays earlier pages, was tried before: while nothing drifts, it only costs. And beside them `anew`: whenever they are
 * measured, the recommended recipe from the base on all pages so far.
 *
 * One day costs 512 tokens of training and the opening of an engine: about 2 s on two cores, so 40 days three times take
 * about five minutes and 200 days less than half an hour. Anew, the ten recipes of 200 days take another ten minutes.
 */
export const year: Experiment<YearResult, YearFound> = {
  id: 'year',
  cells,
  conclude,
  present,
};

/** The page of each day. Throws an `ExperimentError` when an author's text has less than two. */
export function pagesOf(authors: readonly Author[], days: number): Int32Array[] {
  for (const { id, train } of authors)
    if (train.length < 2 * PAGE)
      throw new ExperimentError('longer-text', { author: id, needed: 2 * PAGE, have: train.length });
  const each = Math.ceil(days / authors.length);
  return Array.from({ length: days }, (_, day) => {
    const { train } = authors[Math.floor(day / each)];
    const start = PAGE * ((day % each) % Math.floor(train.length / PAGE));
    return train.subarray(start, start + PAGE);
  });
}

/** Each page once: `pagesOf` begins again where a text runs out. */
export function distinct(pages: readonly Int32Array[]): Int32Array[] {
  return [...new Map(pages.map((page) => [page.join(), page])).values()];
}

/** General text for the guard, and for measuring what it did: pieces of `PIECE` tokens, one after the other, in turn. */
export function halves(general: Int32Array): { watched: Int32Array; measured: Int32Array } {
  const half = (which: number) => general.filter((_, i) => Math.floor(i / PIECE) % 2 === which);
  return { watched: half(0), measured: half(1) };
}

/** Texts one after the other, each with the token that begins a text. */
function textsOf(parts: readonly Int32Array[]): Int32Array {
  return joined(parts.flatMap((part) => [Int32Array.of(END_OF_TEXT), part]));
}

/** The first cell has the base's own gains, which the others go on from and go back to. */
const START = 'start';
const idOf = (arm: ArmId, day: number) => `${arm}:${day}`;

function checkpoints({ form }: Pick<Setup, 'form'>): number[] {
  const { days, apart } = FORMS[form];
  return Array.from({ length: days / apart }, (_, i) => (i + 1) * apart);
}

/** Of every author as much, so that none speaks for all. */
function heldOf({ form, authors }: Setup): Int32Array {
  const each = heldOfEach(form, authors.length);
  return textsOf(authors.map(({ held }) => held.subarray(0, each)));
}

const heldOfEach = (form: Setup['form'], authors: number) => Math.floor(FORMS[form].held / authors);

/** How many tokens `heldOf` gives: each text has one more, which begins it. */
function heldTokens({ form, authors }: Subject): number {
  const each = heldOfEach(form, authors.length);
  return authors.reduce((sum, { held }) => sum + 1 + Math.min(held, each), 0);
}

function cells(setup: Setup): Cell<YearResult>[] {
  const { days, apart } = FORMS[setup.form];
  const pages = pagesOf(setup.authors, days);
  const held = heldOf(setup);
  const { watched, measured } = halves(setup.general);
  const settingsOf = (arm: DailyId) => settingsFor(setup, 'norm', DAYS[arm]);
  const measuring = measuringCost(held.length + measured.length);
  const measure = async (runner: Runner, adapter: AdapterWeights, pulls = 0): Promise<YearResult> => ({
    adapter,
    fall: await fallOf(runner, adapter, held),
    general: await riseOf(runner, adapter, measured),
    pulls,
  });
  // A step at rate 0 changes nothing: its adapter is the base, as any adapter is kept.
  const still = { ...settingsFor(setup, 'norm', GENTLE), steps: 1, lr: 0 };
  const start: Cell<YearResult> = {
    id: START,
    label: (t) => t.experiments.year.label.start,
    cost: trainingCost(still) + 2 * measuring,
    run: async (runner) => measure(runner, (await runner.train(pages[0], still)).adapter),
  };
  const labelOf =
    (arm: ArmId, first: number, last: number): Label =>
    ({ experiments: { year: words } }) =>
      words.label.days(first, last, words.trainings[arm]);
  const daily = (arm: DailyId, last: number): Cell<YearResult> => ({
    id: idOf(arm, last),
    label: labelOf(arm, last - apart + 1, last),
    cost:
      apart * trainingCost(settingsOf(arm)) +
      measuring +
      (arm === 'guarded' ? measuringCost((apart / GUARDED_APART) * watched.length) : 0),
    async run(runner, earlier) {
      const base = earlier.get(START)!.adapter;
      let adapter = earlier.get(idOf(arm, last - apart))?.adapter ?? base;
      let pulls = 0;
      for (let day = last - apart; day < last; day++) {
        // Another seed every day, or every day would have its windows in the same places.
        const settings = { ...settingsOf(arm), seed: day };
        adapter = (await runner.train(textsOf([pages[day]]), settings, { from: adapter })).adapter;
        if (arm !== 'guarded' || (day + 1) % GUARDED_APART !== 0) continue;
        const safe = await guarded(adapter, base, (one) => riseOf(runner, one, watched));
        adapter = safe.adapter;
        pulls += safe.pulls;
      }
      return measure(runner, adapter, pulls);
    },
  });
  const recipe = settingsFor(setup, 'norm');
  const anew = (last: number): Cell<YearResult> => ({
    id: idOf('anew', last),
    label: labelOf('anew', 1, last),
    cost: trainingCost(recipe) + measuring + measuringCost(held.length),
    async run(runner, earlier) {
      const { adapter } = await runner.train(textsOf(distinct(pages.slice(0, last))), recipe);
      const withGuard = await measuredOn(runner, earlier.get(idOf('guarded', last))!.adapter, held);
      const { nll, fall } = await measuredOn(runner, adapter, held);
      const general = await riseOf(runner, adapter, measured);
      return { adapter, fall, general, pulls: 0, lead: fallInterval(withGuard.nll, nll) };
    },
  });
  const at = checkpoints(setup);
  return [start, ...DAILY.flatMap((arm) => at.map((day) => daily(arm, day))), ...at.map(anew)];
}

function conclude(subject: Subject, results: ReadonlyMap<string, YearResult>): YearFound {
  const start = results.get(START);
  const { days } = FORMS[subject.form];
  const ways = ARMS.map((arm): Way => {
    const points = checkpoints(subject).flatMap((day) => {
      const result = results.get(idOf(arm, day));
      if (!result) return [];
      const { adapter: _, ...numbers } = result;
      return [{ day, ...numbers }];
    });
    return { arm, points };
  });
  const [gentle, eager, safe, anew] = ways.map((way) => endOf(way, days));
  const withGuard = ways[ARMS.indexOf('guarded')].points;
  const most = Math.max(...withGuard.map(({ general }) => general.value));
  return {
    passed:
      gentle && eager && safe && anew
        ? most < MOST_RISE &&
          clearlyFell(safe.fall) &&
          safe.fall.value >= (eager.fall.low ?? eager.fall.value)
        : undefined,
    days,
    ...(start && { start: { fall: start.fall, general: start.general } }),
    ways,
    held: heldTokens(subject),
    most,
    pulls: withGuard.reduce((sum, { pulls }) => sum + pulls, 0),
    ...(anew?.lead && { lead: anew.lead, better: betterOf(anew.lead) }),
  };
}

function betterOf({ value, low = value, high = value }: Interval): YearFound['better'] {
  return low > 1 ? 'anew' : high < 1 ? 'guarded' : 'neither';
}

/** Where a way has come to at the end of the year. */
const endOf = ({ points }: Way, days: number) => points.find(({ day }) => day === days);

function present(found: YearFound, { experiments }: Strings): Presentation {
  const { common, year: words } = experiments;
  const { columns } = common;
  const { start, ways, held } = found;
  const lines = (title: string, y: LineChart['y'], of: 'fall' | 'general'): LineChart => ({
    kind: 'lines',
    title,
    x: { label: words.axes.days, unit: 'days' },
    y,
    // A run that was finished before there was the way `anew` has no line of it.
    series: ways
      .filter(({ points }) => points.length > 0)
      .map(({ arm, points }) => ({
        name: words.trainings[arm],
        tone: TONES[arm],
        points: [
          ...(start ? [{ x: 0, ...start[of] }] : []),
          ...points.map((point) => ({ x: point.day, ...point[of] })),
        ],
      })),
  });
  return {
    sentence: sentenceOf(found, words),
    charts: [
      lines(words.charts.personal, { label: words.axes.fall, unit: 'fall' }, 'fall'),
      lines(words.charts.general, { label: words.axes.general, unit: 'change' }, 'general'),
    ],
    table: {
      head: [
        ...[words.table.day, columns.training, ...fallHead(columns), columns.general, words.table.pulls],
        columns.held,
      ],
      rows: ways.flatMap(({ arm, points }) =>
        points.map(({ day, fall, general, pulls }) => [
          ...[day, words.trainings[arm], ...fallCells(fall), general.value, pulls, held],
        ]),
      ),
    },
  };
}

function sentenceOf(found: YearFound, words: Strings['experiments']['year']): string {
  const { days, ways, most, pulls, lead, better } = found;
  const [gentle, eager, guarded, anew] = ways.map((way) => endOf(way, days));
  if (!gentle || !eager || !guarded) return words.notYet;
  const numbers = ({ fall, general }: typeof gentle) => ({ fall: fall.value, general: general.value });
  const ends = { gentle: numbers(gentle), eager: numbers(eager), guarded: numbers(guarded) };
  const beside = anew && lead && better && { ...numbers(anew), lead: lead.value, better };
  return words.sentence(days, ends, most, pulls, beside);
}
