import type { Strings } from '../i18n/en';
import type { Interval } from '../model/run';
import {
  type Author,
  type Cell,
  type Experiment,
  ExperimentError,
  type Found,
  type NameOf,
  type Presentation,
  type Setup,
  type Subject,
} from './experiment';
import {
  clearlyFell,
  fallCells,
  fallHead,
  isClearlyWorse,
  type Measured,
  measuredOn,
  riseOf,
} from './measuring';
import { measuringCost, settingsFor, subjectOf, trainingCost } from './setup';

/** How much is learned from, in tokens; then the whole text, where it is a good deal longer than the last of them. */
const SIZES = [500, 1000, 2000, 3000, 6000, 10_000];
const A_GOOD_DEAL = 1.2;
/** With fewer sizes there is no curve. */
const LEAST_SIZES = 2;

export interface SizeResult extends Measured {
  general: Interval;
}

/** An author's curve. */
interface Curve {
  author: string;
  held: number;
  points: { size: number; fall: Interval; general: Interval }[];
  /** With how much text half of the whole gain is there. */
  half: number | undefined;
}

export interface SampleEfficiencyFound extends Found {
  curves: Curve[];
  /** Authors for whom more text did not help. */
  failed: string[];
}

/**
 * Sample efficiency: the same norm-only training on more and more text, always the text nearest before the held-out
 * part. The quick form asks it of the first author, the full one of all.
 */
export const sampleEfficiency: Experiment<SizeResult, SampleEfficiencyFound> = {
  id: '28',
  cells,
  conclude,
  present,
};

/** The text sizes that are tried for an author of `train` tokens. */
export function sizesFor(train: number): number[] {
  const sizes = SIZES.filter((size) => size <= train);
  if (train > A_GOOD_DEAL * (sizes.at(-1) ?? 0)) sizes.push(train);
  return sizes;
}

/** Whose curves can be drawn, with the sizes. */
function curvesOf({ form, authors }: Subject) {
  return (form === 'quick' ? authors.slice(0, 1) : authors)
    .map((author) => ({ author, sizes: sizesFor(author.train) }))
    .filter(({ sizes }) => sizes.length >= LEAST_SIZES && sizes[0] >= SIZES[0]);
}

function cells(setup: Setup): Cell<SizeResult>[] {
  const curves = curvesOf(subjectOf(setup));
  if (curves.length === 0)
    throw new ExperimentError('more-tokens', {
      needed: A_GOOD_DEAL * SIZES[0],
      have: setup.authors[0].train.length,
    });
  return curves.flatMap(({ author: { id }, sizes }) => {
    const author = setup.authors.find((one) => one.id === id)!;
    return sizes.map((size) => cell(setup, author, size));
  });
}

const idOf = (author: { id: string }, size: number) => `${author.id}:${size}`;

function cell(setup: Setup, author: Author, size: number): Cell<SizeResult> {
  const settings = settingsFor(setup, 'norm');
  return {
    id: idOf(author, size),
    label: (t, nameOf) => t.experiments['28'].label(nameOf(author.id), size),
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

function conclude(subject: Subject, results: ReadonlyMap<string, SizeResult>): SampleEfficiencyFound {
  const curves = curvesOf(subject).map(({ author, sizes }) => {
    const points = sizes.flatMap((size): Point[] => {
      const result = results.get(idOf(author, size));
      return result ? [{ size, ...result }] : [];
    });
    return { author, points, complete: points.length === sizes.length };
  });
  const failed = curves.filter(({ points }) => !isHealthy(points)).map(({ author }) => author.id);
  return {
    passed: curves.length > 0 && curves.every(({ complete }) => complete) ? failed.length === 0 : undefined,
    failed,
    curves: curves.map(({ author, points }) => ({
      author: author.id,
      held: author.held,
      points: points.map(({ size, fall, general }) => ({ size, fall, general })),
      half: halfOfGain(points),
    })),
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

function present(
  { passed, curves, failed }: SampleEfficiencyFound,
  { experiments }: Strings,
  nameOf: NameOf,
): Presentation {
  const { common, '28': words } = experiments;
  const { columns } = common;
  const [first] = curves;
  const most = first?.points.at(-1);
  return {
    sentence:
      passed === undefined || !most
        ? words.notYet
        : words.sentence(nameOf(first.author), most.size, most.fall.value, first.half, failed.map(nameOf)),
    charts: [
      {
        kind: 'lines',
        title: words.charts.sizes,
        x: { label: words.axes.size, unit: 'tokens', scale: 'log' },
        y: { label: common.axes.fall, unit: 'fall' },
        series: curves.map(({ author, points }, i) => ({
          name: nameOf(author),
          tone: i === 0 ? 'mine' : 'other',
          points: points.map(({ size, fall }) => ({ x: size, ...fall })),
        })),
      },
    ],
    table: {
      head: [columns.text, columns.learned, ...fallHead(columns), columns.general, columns.held],
      rows: curves.flatMap(({ author, held, points }) =>
        points.map(({ size, fall, general }) => [
          ...[nameOf(author), size, ...fallCells(fall), general.value, held],
        ]),
      ),
    },
  };
}
