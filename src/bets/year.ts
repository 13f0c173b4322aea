import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { Interval } from '../eval/uncertainty';
import type { AdapterWeights } from '../model/adapter';
import { END_OF_TEXT } from '../model/config';
import { float16ToFloat32, float32ToFloat16 } from '../model/float16';
import type { TrainSettings } from '../train/settings';
import type { Author, Bench, Bet, Cell, Finding, Setup } from './bet';
import { clearlyFell, FALL_HEAD, fallCells, fallOf, riseOf } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { change, count, fell } from './words';

/** School days, and after how many of them the drift is measured. */
const FORMS = { quick: { days: 40, apart: 10, held: 1024 }, full: { days: 200, apart: 20, held: 3000 } };
/** What is written in a day, in tokens: a page. */
const PAGE = 200;
/** A day's training. With warm-up and decay its rates add up to the recipe's rate: a gain moves by about a thousandth. */
const DAY = { steps: 4, rows: 1, length: 128 };
/**
 * The guard's pull: before every tenth day the gains go a fifth of their way back to the base's. Not a little every day,
 * because adapters are kept in float16, which would round that away.
 *
 * If a day moves a gain by at most d, it is never further from the base than 10 d (1 + q + q² + ...), q = 1 - 0.2 = 0.8,
 * and that geometric series never passes 10 d / 0.2 = 50 d, however long it goes on: about as far as the hundred steps of
 * the recommended recipe may take it, whose rates add up to as much. Without the pull a year may go 200 d.
 * (L2-SP, Li, Grandvalet and Davoine 2018, as a decay between the steps.)
 */
const PULL = { apart: 10, share: 0.2 };

/** What passes, at every measurement of the year. */
const MOST_RISE = 0.02;

type Arm = 'plain' | 'guarded';
const ARMS: Record<Arm, string> = { plain: 'as it comes', guarded: 'with the guard' };

export interface YearResult {
  adapter: AdapterWeights;
  /** On held-out text of all authors. */
  fall: Interval;
  general: Interval;
}

/**
 * A school year of daily retraining. Every day brings a new page and a few norm-only steps that go on from yesterday's
 * adapter. The authors follow each other, like the interests of one student: each has as many days, and begins again when
 * the text runs out. Measured on general text and on held-out text of all authors, the same all year.
 *
 * Twice with as many steps on as many tokens: plainly, and with a guard, which pulls the gains back to the base
 * (`pulled`) and learns, beside today's page, one from an earlier day.
 *
 * A day costs 512 tokens of training and the opening of an engine: about 2 s on two cores, so 40 days twice take about
 * three minutes and 200 days a quarter of an hour.
 */
export const betYear: Bet<YearResult> = {
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

/** Texts one after the other, each with the token that begins a text. */
function joined(texts: readonly Int32Array[]): Int32Array {
  return Int32Array.from(texts.flatMap((text) => [END_OF_TEXT, ...text]));
}

/** The first cell has the base's own gains, which the others go on from and are pulled to. */
const START = 'start';
const idOf = (arm: Arm, day: number) => `${arm}:${day}`;

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
  const settings = settingsFor(setup, 'norm', DAY);
  const measuring = measuringCost(held.length + setup.general.length);
  const measured = async (bench: Bench, adapter: AdapterWeights): Promise<YearResult> => ({
    adapter,
    fall: await fallOf(bench, adapter, held),
    general: await riseOf(bench, adapter, setup.general),
  });
  const start: Cell<YearResult> = {
    id: START,
    label: 'before the first day',
    cost: trainingCost({ ...settings, steps: 1 }) + 2 * measuring,
    async run(bench) {
      // A step at rate 0 changes nothing: its adapter is the base, as any adapter is kept.
      const { adapter } = await bench.train(pages[0], { ...settings, steps: 1, lr: 0 });
      return measured(bench, adapter);
    },
  };
  const stretch = (arm: Arm, last: number): Cell<YearResult> => ({
    id: idOf(arm, last),
    label: `days ${last - apart + 1} to ${last}, ${ARMS[arm]}`,
    cost: apart * trainingCost(settings) + measuring,
    async run(bench, earlier) {
      const base = earlier.get(START)!.adapter;
      let adapter = earlier.get(idOf(arm, last - apart))?.adapter ?? base;
      for (let day = last - apart; day < last; day++)
        adapter = await trainDay(bench, pages, day, adapter, settings, arm === 'guarded' ? base : undefined);
      return measured(bench, adapter);
    },
  });
  const arms = Object.keys(ARMS) as Arm[];
  return [start, ...arms.flatMap((arm) => checkpoints(setup).map((day) => stretch(arm, day)))];
}

/** One day, counted from 0; guarded, if there is a base to be pulled to. */
async function trainDay(
  bench: Bench,
  pages: readonly Int32Array[],
  day: number,
  yesterday: AdapterWeights,
  settings: TrainSettings,
  base: AdapterWeights | undefined,
): Promise<AdapterWeights> {
  const pulls = base && day > 0 && day % PULL.apart === 0;
  const from = pulls ? pulled(yesterday, base, PULL.share) : yesterday;
  const replayed = base && day > 0 ? [pages[uniformInt(mersenne(day), 0, day - 1)]] : [];
  // Another seed every day, or every day would have its windows in the same places.
  const today = { ...settings, seed: day };
  return (await bench.train(joined([pages[day], ...replayed]), today, { from })).adapter;
}

function conclude(setup: Setup, results: ReadonlyMap<string, YearResult>): Finding {
  const start = results.get(START);
  const arms = (Object.keys(ARMS) as Arm[]).map((arm) => {
    const points = checkpoints(setup).flatMap((day) => {
      const result = results.get(idOf(arm, day));
      return result ? [{ day, ...result }] : [];
    });
    return { arm, points, last: results.get(idOf(arm, FORMS[setup.form].days)) };
  });
  const [plain, guarded] = arms;
  const ends = plain.last && guarded.last && { plain: plain.last, guarded: guarded.last };
  const most = Math.max(...guarded.points.map(({ general }) => general.value));
  const heldTokens = heldOf(setup).length;
  const lines = (title: string, y: { label: string; unit: 'fall' | 'change' }, of: 'fall' | 'general') => ({
    kind: 'lines' as const,
    title,
    x: { label: 'school days', unit: 'days' as const },
    y,
    series: arms.map(({ arm, points }) => ({
      name: ARMS[arm],
      tone: arm === 'plain' ? ('alarm' as const) : ('mine' as const),
      points: [...(start ? [{ x: 0, ...start[of] }] : []), ...points.map((p) => ({ x: p.day, ...p[of] }))],
    })),
  });
  return {
    passed:
      ends &&
      most < MOST_RISE &&
      clearlyFell(ends.guarded.fall) &&
      ends.guarded.fall.value >= (ends.plain.fall.low ?? ends.plain.fall.value),
    sentence: ends ? sentenceOf(ends, most, FORMS[setup.form].days) : 'The year is not over yet.',
    pictures: [
      lines('What the student writes', { label: 'fall of held-out perplexity', unit: 'fall' }, 'fall'),
      lines('What everybody writes', { label: 'change of general perplexity', unit: 'change' }, 'general'),
    ],
    table: {
      head: ['day', 'training', ...FALL_HEAD, 'general change', 'tokens held out'],
      rows: arms.flatMap(({ arm, points }) =>
        points.map(({ day, fall, general }) => [
          day,
          ARMS[arm],
          ...fallCells(fall),
          general.value,
          heldTokens,
        ]),
      ),
    },
  };
}

function sentenceOf(ends: Record<Arm, YearResult>, most: number, days: number): string {
  const { plain, guarded } = ends;
  return (
    `After ${days} days with the guard perplexity of the student's unseen text ${fell(guarded.fall.value)}, and on general text ` +
    `it was at most ${change(most)} in all that time; without the guard it ${fell(plain.fall.value)}, and general text ended at ${change(plain.general.value)}.`
  );
}
