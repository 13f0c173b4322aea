import { fallInterval } from '../eval/uncertainty';
import type { Strings } from '../i18n/en';
import type { AdapterWeights } from '../model/adapter';
import type { Interval } from '../model/run';
import type {
  Author,
  Cell,
  Experiment,
  Found,
  Label,
  NameOf,
  Presentation,
  Setup,
  Subject,
} from './experiment';
import { clearlyFell, fallCells, fallHead, fallOf, ofBase, riseOf } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { randomTokens, shuffled } from './tokens';

/** Of the random tokens and of the order of the shuffled ones. */
const SEED = 60;

/** An adapter that learned nothing that a person wrote, or, for an author, what all three adapters do. */
export type RandomResult = { adapter: AdapterWeights; general: Interval } | RandomFalls;

interface RandomFalls {
  /** Of held-out perplexity, beside the base's. */
  real: Interval;
  random: Interval;
  shuffled: Interval;
  general: Interval;
  /** How many times smaller perplexity is with the adapter of the text than with that of the random tokens. */
  margin: Interval;
}

/** What was found on an author's text. */
interface Comparison extends RandomFalls {
  author: string;
  held: number;
  /** After training on the shuffled tokens. */
  shuffledGeneral?: Interval;
}

export interface RandomFound extends Found {
  comparisons: Comparison[];
  /** After training on random tokens. */
  randomGeneral?: Interval;
  /** Authors whose text does not clearly beat random tokens. */
  failed: string[];
}

/**
 * The control: is it the author's text that lowers perplexity, or any training at all? The same steps on uniformly
 * random tokens, as many as the first author has, and on each author's own tokens in random order.
 */
export const random: Experiment<RandomResult, RandomFound> = {
  id: '60',
  cells,
  conclude,
  present,
};

const RANDOM = 'random';
const shuffledId = (author: { id: string }) => `shuffled:${author.id}`;
const realId = (author: { id: string }) => `real:${author.id}`;

function cells(setup: Setup): Cell<RandomResult>[] {
  const { authors, general } = setup;
  const settings = settingsFor(setup, 'norm');
  const training = trainingCost(settings) + measuringCost(general.length);
  const control = (id: string, label: Label, tokens: Int32Array): Cell<RandomResult> => ({
    id,
    label,
    cost: training,
    async run(runner) {
      const { adapter } = await runner.train(tokens, settings);
      return { adapter, general: await riseOf(runner, adapter, general) };
    },
  });
  const real = (author: Author): Cell<RandomResult> => ({
    id: realId(author),
    label: (t, nameOf) => t.experiments['60'].label.real(nameOf(author.id)),
    cost: training + measuringCost(4 * author.held.length),
    async run(runner, earlier) {
      const { adapter } = await runner.train(author.train, settings);
      const before = await ofBase(runner, author.held);
      const own = await runner.measure(adapter, author.held);
      const random = await runner.measure(adapterOf(earlier, RANDOM), author.held);
      return {
        real: fallInterval(before.tokenNll, own.tokenNll),
        random: fallInterval(before.tokenNll, random.tokenNll),
        shuffled: await fallOf(runner, adapterOf(earlier, shuffledId(author)), author.held),
        general: await riseOf(runner, adapter, general),
        margin: fallInterval(random.tokenNll, own.tokenNll),
      };
    },
  });
  return [
    control(RANDOM, (t) => t.experiments['60'].label.random, randomTokens(authors[0].train.length, SEED)),
    ...authors.flatMap((author) => [
      control(
        shuffledId(author),
        (t, nameOf) => t.experiments['60'].label.shuffled(nameOf(author.id)),
        shuffled(author.train, SEED),
      ),
      real(author),
    ]),
  ];
}

function adapterOf(results: ReadonlyMap<string, RandomResult>, id: string): AdapterWeights {
  return (results.get(id) as Extract<RandomResult, { adapter: AdapterWeights }>).adapter;
}

function conclude({ authors }: Subject, results: ReadonlyMap<string, RandomResult>): RandomFound {
  const comparisons = authors.flatMap((author): Comparison[] => {
    const falls = results.get(realId(author)) as RandomFalls | undefined;
    const shuffledGeneral = results.get(shuffledId(author))?.general;
    return falls ? [{ author: author.id, held: author.held, ...falls, shuffledGeneral }] : [];
  });
  const failed = comparisons.filter(({ margin }) => !clearlyFell(margin)).map(({ author }) => author);
  return {
    passed: comparisons.length === authors.length ? failed.length === 0 : undefined,
    comparisons,
    randomGeneral: results.get(RANDOM)?.general,
    failed,
  };
}

function present(
  { passed, comparisons, randomGeneral, failed }: RandomFound,
  { experiments }: Strings,
  nameOf: NameOf,
): Presentation {
  const { common, '60': words } = experiments;
  const { columns } = common;
  const [first] = comparisons;
  return {
    sentence:
      passed === undefined
        ? words.notYet
        : words.sentence(
            nameOf(first.author),
            { random: first.random.value, real: first.real.value },
            failed.map(nameOf),
          ),
    charts: comparisons.map(({ author, real, shuffled, random }, i) => ({
      kind: 'bars',
      title: nameOf(author),
      unit: 'fall',
      from: 1,
      bars: [
        { name: words.bars.real, tone: i === 0 ? 'mine' : 'train', ...real },
        { name: words.bars.shuffled, tone: 'other', ...shuffled },
        { name: words.bars.random, tone: 'alarm', ...random },
      ],
    })),
    table: {
      head: [
        ...[columns.text, words.table.learned, ...fallHead(columns), columns.general, words.table.margin],
        columns.held,
      ],
      rows: comparisons.flatMap((one) => {
        const row = (learned: string, fall: Interval, general?: Interval, margin?: Interval) => [
          ...[nameOf(one.author), learned, ...fallCells(fall), general?.value ?? '', margin?.value ?? ''],
          one.held,
        ];
        return [
          row(words.table.real, one.real, one.general, one.margin),
          row(words.table.shuffled, one.shuffled, one.shuffledGeneral),
          row(words.table.random, one.random, randomGeneral),
        ];
      }),
    },
  };
}
