import type { Strings } from '../i18n/en';
import type { AdapterWeights } from '../model/adapter';
import type { Interval } from '../model/run';
import type { LineChart } from './chart';
import {
  type Author,
  type Cell,
  type Experiment,
  ExperimentError,
  type Form,
  type Found,
  type NameOf,
  type Presentation,
  type Setup,
  type Subject,
} from './experiment';
import { clearlyFell, fallCells, fallHead, fallOf, riseOf } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';

/** Into how many parts the text is cut, as if it came in as many times. */
const PARTS = 4;
/** Tokens of the shortest part: windows of 256 tokens need room in it. */
const LEAST_PART = 300;
/** The end of the first part, which nobody learns from, shows whether it is forgotten: its share of the text, and tokens. */
const RESERVED_SHARE = 0.1;
const LEAST_RESERVED = 300;
const MOST_RESERVED = 1024;

/** What passes: this share of the gain in nats of training once, and general perplexity up by less than this. */
const GAIN_SHARE = 0.9;
const MOST_RISE = 0.05;

export interface SequentialResult {
  /** To go on from; nothing where no part follows. */
  adapter?: AdapterWeights;
  /** On the held-out end of the text, and on the reserved end of its first part. */
  fall: Interval;
  first: Interval;
  general: Interval;
}

/** A step of learning, without the adapter. */
type Measures = Omit<SequentialResult, 'adapter'>;

/** An author's text, learned part by part and at once, as far as it has come. */
interface Sequence {
  author: string;
  held: number;
  parts: (Measures & { part: number })[];
  once?: Measures;
}

export interface SequentialFound extends Found {
  sequences: Sequence[];
  /** Authors for whom it was not enough. */
  failed: string[];
}

/**
 * Sequential personalisation: the text comes in parts, and training goes on each time from the adapter before, with as
 * many steps in all as training on everything at once. The quick form asks it of the first author, the full one of all.
 */
export const sequential: Experiment<SequentialResult, SequentialFound> = {
  id: '29',
  cells: (setup) => authorsOf(setup).flatMap((author) => cellsOf(setup, inParts(author))),
  conclude,
  present,
};

interface TextInParts {
  author: Author;
  parts: Int32Array[];
  /** All parts in a row. */
  whole: Int32Array;
  reserved: Int32Array;
}

/**
 * An author's training text in `PARTS` parts as long as each other, and the stretch after the first that is reserved.
 *
 * @throws ExperimentError when the text is too short
 */
export function inParts(author: Author): TextInParts {
  const { train } = author;
  const least = PARTS * LEAST_PART + LEAST_RESERVED;
  if (train.length < least)
    throw new ExperimentError('longer-text', { author: author.id, needed: least, have: train.length });
  const share = Math.round(RESERVED_SHARE * train.length);
  const reserve = Math.min(MOST_RESERVED, Math.max(LEAST_RESERVED, share));
  const length = Math.floor((train.length - reserve) / PARTS);
  const parts = Array.from({ length: PARTS }, (_, i) => {
    const start = i === 0 ? 0 : i * length + reserve;
    return train.subarray(start, start + length);
  });
  const whole = new Int32Array(PARTS * length);
  for (const [i, part] of parts.entries()) whole.set(part, i * length);
  return { author, parts, whole, reserved: train.subarray(length, length + reserve) };
}

/** The quick form takes the first text alone. */
function authorsOf<One>({ form, authors }: { form: Form; authors: readonly One[] }): readonly One[] {
  return form === 'quick' ? authors.slice(0, 1) : authors;
}

const idOf = ({ id }: { id: string }, part: number | 'once') => `${id}:${part}`;

function cellsOf(setup: Setup, text: TextInParts): Cell<SequentialResult>[] {
  const { author, parts, whole, reserved } = text;
  const once = settingsFor(setup, 'norm');
  const each = { ...once, steps: Math.ceil(once.steps / PARTS) };
  const measuring = measuringCost(author.held.length + reserved.length + setup.general.length);
  const cell = (
    part: number | 'once',
    tokens: Int32Array,
    settings: typeof once,
  ): Cell<SequentialResult> => ({
    id: idOf(author, part),
    label({ experiments }, nameOf) {
      const { label } = experiments['29'];
      const name = nameOf(author.id);
      return part === 'once' ? label.once(name) : label.part(name, part, PARTS);
    },
    cost: trainingCost(settings) + measuring,
    async run(runner, earlier) {
      const from = part === 'once' ? undefined : earlier.get(idOf(author, part - 1))?.adapter;
      const { adapter } = await runner.train(tokens, settings, { from });
      return {
        ...(part !== 'once' && { adapter }),
        fall: await fallOf(runner, adapter, author.held),
        first: await fallOf(runner, adapter, reserved),
        general: await riseOf(runner, adapter, setup.general),
      };
    },
  });
  return [...parts.map((tokens, i) => cell(i + 1, tokens, each)), cell('once', whole, once)];
}

function conclude(subject: Subject, results: ReadonlyMap<string, SequentialResult>): SequentialFound {
  const find = (author: { id: string }, part: number | 'once'): Measures | undefined => {
    const result = results.get(idOf(author, part));
    return result && { fall: result.fall, first: result.first, general: result.general };
  };
  const sequences = authorsOf(subject).map((author): Sequence => {
    const parts = Array.from({ length: PARTS }, (_, i) => i + 1).flatMap((part) => {
      const result = find(author, part);
      return result ? [{ part, ...result }] : [];
    });
    return { author: author.id, held: author.held, parts, once: find(author, 'once') };
  });
  const failed = sequences.filter((one) => !suffices(one)).map(({ author }) => author);
  return { passed: sequences.every(isComplete) ? failed.length === 0 : undefined, sequences, failed };
}

const isComplete = ({ parts, once }: Sequence) => parts.at(-1)?.part === PARTS && once !== undefined;

function suffices({ parts, once }: Sequence): boolean {
  const last = parts.at(-1);
  if (!last || !once) return false;
  const gain = (fall: Interval) => Math.log(fall.value);
  return (
    clearlyFell(last.fall) &&
    gain(last.fall) >= GAIN_SHARE * gain(once.fall) &&
    last.general.value < MOST_RISE
  );
}

function present(found: SequentialFound, { experiments }: Strings, nameOf: NameOf): Presentation {
  const { common, '29': words } = experiments;
  const { columns } = common;
  return {
    sentence: found.passed === undefined ? words.notYet : sentenceOf(found, words, nameOf),
    charts: found.sequences.map((one) => chartOf(one, words, nameOf(one.author))),
    table: {
      head: [
        ...[columns.text, words.table.learned, ...fallHead(columns), words.table.first, columns.general],
        columns.held,
      ],
      rows: found.sequences.flatMap(({ author, held, parts, once }) => {
        const row = (learned: string, { fall, first, general }: Measures) => [
          ...[nameOf(author), learned, ...fallCells(fall), first.value, general.value, held],
        ];
        return [
          ...parts.map((result) => row(words.table.part(result.part, PARTS), result)),
          ...(once ? [row(words.table.once, once)] : []),
        ];
      }),
    },
  };
}

type Words = Strings['experiments']['29'];

/** Of the first author, and who failed. */
function sentenceOf({ sequences, failed }: SequentialFound, words: Words, nameOf: NameOf): string {
  const [{ author, parts, once }] = sequences;
  const last = parts[parts.length - 1];
  return words.sentence(
    {
      name: nameOf(author),
      parts: PARTS,
      fall: last.fall.value,
      once: once!.fall.value,
      forgot: last.first.value < parts[0].first.value,
      general: last.general.value,
    },
    failed.map(nameOf),
  );
}

function chartOf({ parts, once }: Sequence, { axes, series }: Words, title: string): LineChart {
  const points = (of: 'fall' | 'first') => [
    { x: 0, value: 1 },
    ...parts.map((result) => ({ x: result.part, ...result[of] })),
  ];
  return {
    kind: 'lines',
    title,
    x: { label: axes.parts, unit: 'number' },
    y: { label: axes.fall, unit: 'fall' },
    series: [
      { name: series.held, tone: 'mine', points: points('fall') },
      { name: series.first, tone: 'train', points: points('first') },
      ...(once ? [{ name: series.once, tone: 'base' as const, points: [{ x: PARTS, ...once.fall }] }] : []),
    ],
  };
}
