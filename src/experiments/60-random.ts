import { fallInterval } from '../eval/uncertainty';
import type { AdapterWeights } from '../model/adapter';
import type { Interval } from '../model/run';
import type { Author, Cell, Experiment, Finding, Setup } from './experiment';
import { clearlyFell, FALL_HEAD, fallCells, fallOf, ofBase, riseOf } from './measuring';
import { randomTokens, shuffled } from './random-tokens';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { listOf, times } from './words';

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

/**
 * The control: is it the author's text that lowers perplexity, or any training at all? The same steps on uniformly
 * random tokens, as many as the first author has, and on each author's own tokens in random order.
 */
export const bet60: Experiment<RandomResult> = {
  id: '60',
  title: 'Random text',
  question: 'Does training on random tokens lower perplexity as well?',
  criterion:
    'The text beats random tokens for every author, by more than the 95% interval of the difference.',
  published:
    'Most of the drop was regularisation; real text beat random text by 1.10 to 1.36 times for 2 of 3 authors.',
  cells,
  conclude,
};

const RANDOM = 'random';
const shuffledId = (author: Author) => `shuffled:${author.id}`;
const realId = (author: Author) => `real:${author.id}`;

function cells(setup: Setup): Cell<RandomResult>[] {
  const { authors, general } = setup;
  const settings = settingsFor(setup, 'norm');
  const training = trainingCost(settings) + measuringCost(general.length);
  const control = (id: string, label: string, tokens: Int32Array): Cell<RandomResult> => ({
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
    label: `${author.name}, as it is`,
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
    control(RANDOM, 'random tokens', randomTokens(authors[0].train.length, SEED)),
    ...authors.flatMap((author) => [
      control(shuffledId(author), `${author.name}, shuffled`, shuffled(author.train, SEED)),
      real(author),
    ]),
  ];
}

function adapterOf(results: ReadonlyMap<string, RandomResult>, id: string): AdapterWeights {
  return (results.get(id) as Extract<RandomResult, { adapter: AdapterWeights }>).adapter;
}

function conclude({ authors }: Setup, results: ReadonlyMap<string, RandomResult>): Finding {
  const found = authors.flatMap((author) => {
    const falls = results.get(realId(author)) as RandomFalls | undefined;
    return falls ? [{ author, falls, shuffledGeneral: results.get(shuffledId(author))?.general }] : [];
  });
  const complete = found.length === authors.length;
  const failed = found.filter(({ falls }) => !clearlyFell(falls.margin)).map(({ author }) => author.name);
  const randomGeneral = results.get(RANDOM)?.general;
  return {
    passed: complete ? failed.length === 0 : undefined,
    sentence: complete ? sentenceOf(found, failed) : 'Not everything has been trained yet.',
    charts: found.map(({ author, falls }, i) => ({
      kind: 'bars',
      title: author.name,
      unit: 'fall',
      from: 1,
      bars: [
        { name: 'the text', tone: i === 0 ? 'mine' : 'train', ...falls.real },
        { name: 'its words shuffled', tone: 'other', ...falls.shuffled },
        { name: 'random tokens', tone: 'alarm', ...falls.random },
      ],
    })),
    table: {
      head: ['text', 'learned', ...FALL_HEAD, 'general change', 'text beside random', 'tokens held out'],
      rows: found.flatMap(({ author, falls, shuffledGeneral }) => {
        const row = (learned: string, fall: Interval, general?: Interval, margin?: Interval) => [
          author.name,
          learned,
          ...fallCells(fall),
          general?.value ?? '',
          margin?.value ?? '',
          author.held.length,
        ];
        return [
          row('the text', falls.real, falls.general, falls.margin),
          row('shuffled', falls.shuffled, shuffledGeneral),
          row('random', falls.random, randomGeneral),
        ];
      }),
    },
  };
}

function sentenceOf(
  found: readonly { author: Author; falls: RandomFalls }[],
  failed: readonly string[],
): string {
  const [{ author, falls }] = found;
  const does = falls.random.value < 1 ? 'Random tokens make it worse' : 'Random tokens help as well';
  const first = `${does} (${times(falls.random.value)} on "${author.name}"), the text itself brings ${times(falls.real.value)}.`;
  const all =
    failed.length === 0
      ? 'Real text beats random for everybody: what is learned is more than getting used to training.'
      : `Real text does not clearly beat random for ${listOf(failed)}.`;
  return `${first} ${all}`;
}
