import type { Interval } from '../model/run';
import type { Author, Cell, Experiment, Finding, Setup } from './experiment';
import {
  clearlyFell,
  FALL_HEAD,
  fallCells,
  isClearlyWorse,
  type Measured,
  measuredOn,
  riseOf,
} from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { count, fell, listOf } from './words';

/** How much is learned from, in tokens; then the whole text, where it is a good deal longer than the last of them. */
const SIZES = [500, 1000, 2000, 3000, 6000, 10_000];
const A_GOOD_DEAL = 1.2;
/** With fewer sizes there is no curve. */
const LEAST_SIZES = 2;

export interface SizeResult extends Measured {
  general: Interval;
}

/**
 * Sample efficiency: the same norm-only training on more and more text, always the text nearest before the held-out
 * part. The quick form asks it of the first author, the full one of all.
 */
export const bet28: Experiment<SizeResult> = {
  id: '28',
  title: 'How much text is enough?',
  question: 'How does the fall grow with the text to learn from?',
  criterion:
    'With the most text perplexity clearly falls, and no size is clearly worse than the one before (95%, token by token).',
  published: 'A curve. On our base: ×1.03, 1.09, 1.12 and 1.12 with 500, 1,000, 3,000 and 10,000 tokens.',
  cells: (setup) =>
    curvesOf(setup).flatMap(({ author, sizes }) => sizes.map((size) => cell(setup, author, size))),
  conclude,
};

/** The text sizes that are tried for an author, in tokens. */
export function sizesFor({ train }: Pick<Author, 'train'>): number[] {
  const sizes = SIZES.filter((size) => size <= train.length);
  if (train.length > A_GOOD_DEAL * (sizes.at(-1) ?? 0)) sizes.push(train.length);
  return sizes;
}

function curvesOf({ form, authors }: Setup): { author: Author; sizes: number[] }[] {
  const all = (form === 'quick' ? authors.slice(0, 1) : authors).map((author) => ({
    author,
    sizes: sizesFor(author),
  }));
  const curves = all.filter(({ sizes }) => sizes.length >= LEAST_SIZES && sizes[0] >= SIZES[0]);
  if (curves.length === 0)
    throw new RangeError(
      `This experiment needs ${count(A_GOOD_DEAL * SIZES[0])} tokens of text to learn from, and there are ${count(all[0].author.train.length)}: add more text.`,
    );
  return curves;
}

const idOf = (author: Author, size: number) => `${author.id}:${size}`;

function cell(setup: Setup, author: Author, size: number): Cell<SizeResult> {
  const settings = settingsFor(setup, 'norm');
  return {
    id: idOf(author, size),
    label: `${author.name}, ${count(size)} tokens`,
    cost: trainingCost(settings) + measuringCost(author.held.length + setup.general.length),
    async run(runner) {
      const { adapter } = await runner.train(author.train.subarray(-size), settings);
      return {
        ...(await measuredOn(runner, adapter, author.held)),
        general: await riseOf(runner, adapter, setup.general),
      };
    },
  };
}

interface Point extends SizeResult {
  size: number;
}

function conclude(setup: Setup, results: ReadonlyMap<string, SizeResult>): Finding {
  const curves = curvesOf(setup).map(({ author, sizes }) => {
    const points = sizes.flatMap((size): Point[] => {
      const result = results.get(idOf(author, size));
      return result ? [{ size, ...result }] : [];
    });
    return { author, points, complete: points.length === sizes.length };
  });
  const complete = curves.every((curve) => curve.complete);
  const failed = curves.filter(({ points }) => !isHealthy(points)).map(({ author }) => author.name);
  return {
    passed: complete ? failed.length === 0 : undefined,
    sentence: complete ? sentenceOf(curves, failed) : 'Not all sizes have been tried yet.',
    charts: [
      {
        kind: 'lines',
        title: 'More text, more fall?',
        x: { label: 'tokens to learn from', unit: 'tokens', scale: 'log' },
        y: { label: 'fall of held-out perplexity', unit: 'fall' },
        series: curves.map(({ author, points }, i) => ({
          name: author.name,
          tone: i === 0 ? 'mine' : 'other',
          points: points.map(({ size, fall }) => ({ x: size, ...fall })),
        })),
      },
    ],
    table: {
      head: ['text', 'tokens learned from', ...FALL_HEAD, 'general change', 'tokens held out'],
      rows: curves.flatMap(({ author, points }) =>
        points.map(({ size, fall, general }) => [
          author.name,
          size,
          ...fallCells(fall),
          general.value,
          author.held.length,
        ]),
      ),
    },
  };
}

/** Whether the most text brings a clear fall and no size is clearly worse than the one before. */
function isHealthy(points: readonly Point[]): boolean {
  const worse = points.some((point, i) => i > 0 && isClearlyWorse(point, points[i - 1]));
  const most = points.at(-1);
  return most !== undefined && clearlyFell(most.fall) && !worse;
}

/** With how much text half of the whole gain, in nats, is there. */
export function halfOfGain(points: readonly Pick<Point, 'size' | 'fall'>[]): number | undefined {
  const gain = (fall: Interval) => Math.log(fall.value);
  const most = points.at(-1);
  if (!most || gain(most.fall) <= 0) return undefined;
  return points.find(({ fall }) => gain(fall) >= gain(most.fall) / 2)?.size;
}

function sentenceOf(
  curves: readonly { author: Author; points: Point[] }[],
  failed: readonly string[],
): string {
  const [{ author, points }] = curves;
  const most = points.at(-1)!;
  const half = halfOfGain(points);
  const halfWords = half ? `; half of the gain was there with ${count(half)}` : '';
  const first = `With ${count(most.size)} tokens of "${author.name}" perplexity ${fell(most.fall.value)}${halfWords}.`;
  const all =
    failed.length === 0
      ? 'More text was never clearly worse.'
      : `More text did not help everywhere: see ${listOf(failed)}.`;
  return `${first} ${all}`;
}
