import type { Strings } from '../i18n/en';
import type { AdapterWeights } from '../model/adapter';
import { END_OF_TEXT } from '../model/config';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import type { Interval } from '../model/run';
import type { LineChart, Tone } from './chart';
import {
  type Author,
  type Cell,
  type Experiment,
  ExperimentError,
  type Found,
  type Presentation,
  type Runner,
  type Setup,
  type Subject,
} from './experiment';
import { clearlyFell, fallCells, fallHead, fallOf, riseOf } from './measuring';
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
/**
 * The guard: every few days (`apart`) it reads text by nobody in particular, and if perplexity has risen there by more than
 * chance explains, the gains go a share of their way back to the base's, again and again until it has not.
 */
const GUARD = { apart: 5, share: 0.2 };
/** After this many shares next to nothing is left of what was learned. */
const MOST_PULLS = 20;
/** General text is cut into pieces of this many tokens: the guard reads every other one, and is measured on the rest. */
const PIECE = 128;

/** What passes, at every measurement of the year. */
const MOST_RISE = 0.02;

type ArmId = 'gentle' | 'eager' | 'guarded';

interface Arm {
  id: ArmId;
  tone: Tone;
  day: typeof GENTLE;
  guarded?: boolean;
}
const ARMS: readonly Arm[] = [
  { id: 'gentle', tone: 'train', day: GENTLE },
  { id: 'eager', tone: 'alarm', day: EAGER },
  { id: 'guarded', tone: 'mine', day: EAGER, guarded: true },
];

export interface YearResult {
  adapter: AdapterWeights;
  /** On held-out text of all authors. */
  fall: Interval;
  general: Interval;
  /** How often the guard has gone back by a share since the measurement before. */
  pulls: number;
}

/** One way through the year, as far as it has come. */
interface Way {
  arm: ArmId;
  points: { day: number; fall: Interval; general: Interval; pulls: number }[];
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
}

/**
 * A school year of daily retraining. Every day brings a new page and a few norm-only steps that go on from yesterday's
 * adapter. The authors follow each other, like the interests of one student: each has as many days, and begins again when
 * the text runs out. Measured on general text and on held-out text of all authors, the same all year.
 *
 * Three times on the same pages: gently, eagerly, and eagerly with a guard (`guarded`). A guard that always pulls, and
 * replays earlier pages, was tried before: while nothing drifts, it only costs.
 *
 * One day costs 512 tokens of training and the opening of an engine: about 2 s on two cores, so 40 days three times take
 * about five minutes and 200 days less than half an hour.
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

/** A norm-only adapter whose gains have gone `share` of their way back to those of `base`; of the same length. */
export function pulled(adapter: AdapterWeights, base: AdapterWeights, share: number): AdapterWeights {
  const to = float16ToFloat32(base.bytes);
  const gains = float16ToFloat32(adapter.bytes).map((gain, i) => gain + share * (to[i] - gain));
  return { method: 'norm', bytes: float32ToFloat16(gains) };
}

/**
 * The adapter, gone back towards `base` until general perplexity, which `rise` tells, is no longer surely above the base's;
 * and how often it went back. The base itself, if nothing less will do.
 */
export async function guarded(
  adapter: AdapterWeights,
  base: AdapterWeights,
  rise: (adapter: AdapterWeights) => Promise<Interval>,
): Promise<{ adapter: AdapterWeights; pulls: number }> {
  let now = adapter;
  for (let pulls = 0; pulls < MOST_PULLS; pulls++) {
    const { value, low = value } = await rise(now);
    if (low <= 0) return { adapter: now, pulls };
    now = pulled(now, base, GUARD.share);
  }
  return { adapter: base, pulls: MOST_PULLS };
}

/** General text for the guard, and for measuring what it did: pieces of `PIECE` tokens, one after the other, in turn. */
export function halves(general: Int32Array): { watched: Int32Array; measured: Int32Array } {
  const half = (which: number) => general.filter((_, i) => Math.floor(i / PIECE) % 2 === which);
  return { watched: half(0), measured: half(1) };
}

/** Texts one after the other, each with the token that begins a text. */
function joined(texts: readonly Int32Array[]): Int32Array {
  return Int32Array.from(texts.flatMap((text) => [END_OF_TEXT, ...text]));
}

/** The first cell has the base's own gains, which the others go on from and go back to. */
const START = 'start';
const idOf = ({ id }: { id: ArmId }, day: number) => `${id}:${day}`;

function checkpoints({ form }: Pick<Setup, 'form'>): number[] {
  const { days, apart } = FORMS[form];
  return Array.from({ length: days / apart }, (_, i) => (i + 1) * apart);
}

/** Of every author as much, so that none speaks for all. */
function heldOf({ form, authors }: Setup): Int32Array {
  const each = heldOfEach(form, authors.length);
  return joined(authors.map(({ held }) => held.subarray(0, each)));
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
  const settingsOf = ({ day }: Arm) => settingsFor(setup, 'norm', day);
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
  const stretch = (arm: Arm, last: number): Cell<YearResult> => ({
    id: idOf(arm, last),
    label: ({ experiments: { year: words } }) =>
      words.label.days(last - apart + 1, last, words.trainings[arm.id]),
    cost:
      apart * trainingCost(settingsOf(arm)) +
      measuring +
      (arm.guarded ? measuringCost((apart / GUARD.apart) * watched.length) : 0),
    async run(runner, earlier) {
      const base = earlier.get(START)!.adapter;
      let adapter = earlier.get(idOf(arm, last - apart))?.adapter ?? base;
      let pulls = 0;
      for (let day = last - apart; day < last; day++) {
        // Another seed every day, or every day would have its windows in the same places.
        const settings = { ...settingsOf(arm), seed: day };
        adapter = (await runner.train(joined([pages[day]]), settings, { from: adapter })).adapter;
        if (!arm.guarded || (day + 1) % GUARD.apart !== 0) continue;
        const safe = await guarded(adapter, base, (one) => riseOf(runner, one, watched));
        adapter = safe.adapter;
        pulls += safe.pulls;
      }
      return measure(runner, adapter, pulls);
    },
  });
  return [start, ...ARMS.flatMap((arm) => checkpoints(setup).map((day) => stretch(arm, day)))];
}

function conclude(subject: Subject, results: ReadonlyMap<string, YearResult>): YearFound {
  const start = results.get(START);
  const { days } = FORMS[subject.form];
  const ways = ARMS.map((arm): Way => {
    const points = checkpoints(subject).flatMap((day) => {
      const result = results.get(idOf(arm, day));
      return result ? [{ day, fall: result.fall, general: result.general, pulls: result.pulls }] : [];
    });
    return { arm: arm.id, points };
  });
  const [gentle, eager, safe] = ways.map((way) => endOf(way, days));
  const withGuard = ways[2].points;
  const most = Math.max(...withGuard.map(({ general }) => general.value));
  return {
    passed:
      gentle && eager && safe
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
  };
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
    series: ways.map(({ arm, points }) => ({
      name: words.trainings[arm],
      tone: ARMS.find(({ id }) => id === arm)!.tone,
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

function sentenceOf({ days, ways, most, pulls }: YearFound, words: Strings['experiments']['year']): string {
  const [gentle, eager, guarded] = ways.map((way) => endOf(way, days));
  if (!gentle || !eager || !guarded) return words.notYet;
  const numbers = ({ fall, general }: typeof gentle) => ({ fall: fall.value, general: general.value });
  const ends = { gentle: numbers(gentle), eager: numbers(eager), guarded: numbers(guarded) };
  return words.sentence(days, ends, most, pulls);
}
