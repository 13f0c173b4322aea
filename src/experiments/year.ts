import type { AdapterWeights } from '../model/adapter';
import { END_OF_TEXT } from '../model/config';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import type { Interval } from '../model/run';
import type { Tone } from './chart';
import type { Author, Cell, Experiment, Finding, Runner, Setup } from './experiment';
import { clearlyFell, FALL_HEAD, fallCells, fallOf, riseOf } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { change, count, fell } from './words';

/** School days, and after how many of them the drift is measured. */
const FORMS = { quick: { days: 40, apart: 10, held: 1024 }, full: { days: 200, apart: 20, held: 3000 } };
/** What is written in a day, in tokens: a page. */
const PAGE = 200;
/** A day's training. With warm-up and decay its rates add up to `lr`: a gain moves by about as much. */
const DAY = { steps: 4, rows: 1, length: 128 };
const GENTLE = { ...DAY, lr: 1e-3 };
/** A third of the app's first try, thirty steps whose rates add up to fifteen times `GENTLE`'s. */
const EAGER = { ...DAY, lr: 5e-3 };
/**
 * The guard: after so many days it reads text by nobody in particular, and if perplexity has risen there by more than
 * chance explains, the gains go a share of their way back to the base's, again and again until it has not.
 */
const GUARD = { apart: 5, share: 0.2 };
/** After so many shares next to nothing is left of what was learned. */
const MOST_PULLS = 20;
/** General text is cut into pieces of so many tokens: the guard reads every other one, and is measured on the rest. */
const PIECE = 128;

/** What passes, at every measurement of the year. */
const MOST_RISE = 0.02;

interface Arm {
  id: 'gentle' | 'eager' | 'guarded';
  name: string;
  tone: Tone;
  day: typeof GENTLE;
  guarded?: boolean;
}
const ARMS: readonly Arm[] = [
  { id: 'gentle', name: 'a little every day', tone: 'train', day: GENTLE },
  { id: 'eager', name: 'five times as much', tone: 'alarm', day: EAGER },
  { id: 'guarded', name: 'five times as much, with the guard', tone: 'mine', day: EAGER, guarded: true },
];

export interface YearResult {
  adapter: AdapterWeights;
  /** On held-out text of all authors. */
  fall: Interval;
  general: Interval;
  /** How often the guard has gone back by a share since the measurement before. */
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
 * A day costs 512 tokens of training and the opening of an engine: about 2 s on two cores, so 40 days three times take
 * about five minutes and 200 days less than half an hour.
 */
export const betYear: Experiment<YearResult> = {
  id: 'year',
  title: 'A year of daily training',
  question: 'If a model learns a page every school day, does it get better all year or does it drift away?',
  criterion:
    `With the guard general perplexity is never up by ${100 * MOST_RISE}% or more, the student's held-out text clearly falls, ` +
    'and at the end by no less than the 95% interval without the guard allows.',
  cells,
  conclude,
};

/** The page of each day. Throws a RangeError when an author's text has less than two. */
export function pagesOf(authors: readonly Author[], days: number): Int32Array[] {
  for (const { name, train } of authors)
    if (train.length < 2 * PAGE)
      throw new RangeError(
        `A year needs ${2 * PAGE} tokens of text to learn from, and "${name}" has ${count(train.length)}: add more text.`,
      );
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
const idOf = ({ id }: Arm, day: number) => `${id}:${day}`;

function checkpoints({ form }: Pick<Setup, 'form'>): number[] {
  const { days, apart } = FORMS[form];
  return Array.from({ length: days / apart }, (_, i) => (i + 1) * apart);
}

/** Of every author as much, so that none speaks for all. */
function heldOf({ form, authors }: Setup): Int32Array {
  const each = Math.floor(FORMS[form].held / authors.length);
  return joined(authors.map(({ held }) => held.subarray(0, each)));
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
    label: 'before the first day',
    cost: trainingCost(still) + 2 * measuring,
    run: async (runner) => measure(runner, (await runner.train(pages[0], still)).adapter),
  };
  const stretch = (arm: Arm, last: number): Cell<YearResult> => ({
    id: idOf(arm, last),
    label: `days ${last - apart + 1} to ${last}, ${arm.name}`,
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

function conclude(setup: Setup, results: ReadonlyMap<string, YearResult>): Finding {
  const start = results.get(START);
  const { days } = FORMS[setup.form];
  const arms = ARMS.map((arm) => {
    const points = checkpoints(setup).flatMap((day) => {
      const result = results.get(idOf(arm, day));
      return result ? [{ day, ...result }] : [];
    });
    return { arm, points, last: results.get(idOf(arm, days)) };
  });
  const [gentle, eager, safe] = arms.map(({ last }) => last);
  const ends = gentle && eager && safe && { gentle, eager, safe };
  const guardedPoints = arms[2].points;
  const most = Math.max(...guardedPoints.map(({ general }) => general.value));
  const pulls = guardedPoints.reduce((sum, point) => sum + point.pulls, 0);
  const heldTokens = heldOf(setup).length;
  const lines = (title: string, y: { label: string; unit: 'fall' | 'change' }, of: 'fall' | 'general') => ({
    kind: 'lines' as const,
    title,
    x: { label: 'school days', unit: 'days' as const },
    y,
    series: arms.map(({ arm: { name, tone }, points }) => ({
      name,
      tone,
      points: [...(start ? [{ x: 0, ...start[of] }] : []), ...points.map((p) => ({ x: p.day, ...p[of] }))],
    })),
  });
  return {
    passed:
      ends &&
      most < MOST_RISE &&
      clearlyFell(ends.safe.fall) &&
      ends.safe.fall.value >= (ends.eager.fall.low ?? ends.eager.fall.value),
    sentence: ends ? sentenceOf(ends, most, pulls, days) : 'The year is not over yet.',
    charts: [
      lines('What the student writes', { label: 'fall of held-out perplexity', unit: 'fall' }, 'fall'),
      lines('What everybody writes', { label: 'change of general perplexity', unit: 'change' }, 'general'),
    ],
    table: {
      head: [
        ...['day', 'training', ...FALL_HEAD, 'general change', 'times the guard went back'],
        'tokens held out',
      ],
      rows: arms.flatMap(({ arm, points }) =>
        points.map(({ day, fall, general, pulls }) => [
          ...[day, arm.name, ...fallCells(fall), general.value, pulls],
          heldTokens,
        ]),
      ),
    },
  };
}

function sentenceOf(
  { gentle, eager, safe }: Record<'gentle' | 'eager' | 'safe', YearResult>,
  most: number,
  pulls: number,
  days: number,
): string {
  const times = pulls === 1 ? 'once' : `${count(pulls)} times`;
  const acted = pulls === 0 ? 'never had to act' : `had to go back ${times}`;
  return (
    `After ${days} days of learning a little, perplexity of the student's unseen text ${fell(gentle.fall.value)}, and on general text ` +
    `it ended at ${change(gentle.general.value)}. With five times as much it ${fell(eager.fall.value)} and ended at ${change(eager.general.value)}; ` +
    `with the guard, which ${acted}, it ${fell(safe.fall.value)}, and general text was at most ${change(most)} in all that time.`
  );
}
