import type { AdapterWeights } from '../model/adapter';
import type { Interval } from '../model/run';
import type { Author, Cell, Experiment, Finding, Setup } from './experiment';
import { clearlyFell, FALL_HEAD, fallCells, fallOf, riseOf } from './measuring';
import { measuringCost, settingsFor, trainingCost } from './setup';
import { change, count, fell, listOf } from './words';

/** Into how many parts the text is cut, as if it came in so many times. */
const PARTS = 4;
/** So long must a part be for windows of 256 tokens to have room in it. */
const LEAST_PART = 300;
/** The end of the first part, which nobody learns from, shows whether it is forgotten: so many tokens of the text. */
const RESERVED_SHARE = 0.1;
const LEAST_RESERVED = 300;
const MOST_RESERVED = 1024;

/** What passes: this share of the gain in nats of training once, and general perplexity up by less than this. */
const GAIN_SHARE = 0.9;
const MOST_RISE = 0.05;

export interface SequentialResult {
  /** To go on from; nothing where nobody does. */
  adapter?: AdapterWeights;
  /** On the held-out end of the text, and on the reserved end of its first part. */
  fall: Interval;
  first: Interval;
  general: Interval;
}

/**
 * Sequential personalisation: the text comes in parts, and training goes on each time from the adapter before, with as
 * many steps in all as training on everything at once. The quick form asks it of the first author, the full one of all.
 */
export const bet29: Experiment<SequentialResult> = {
  id: '29',
  title: 'A bit at a time',
  question:
    'Does training again and again, whenever there is new text, end where training once on all of it ends?',
  criterion:
    `After ${PARTS} parts perplexity has clearly fallen, at least ${100 * GAIN_SHARE}% of the gain of training once is there, ` +
    `and general perplexity is up by less than ${100 * MOST_RISE}%, for every text.`,
  published: 'The drift was measured.',
  cells: (setup) => textsOf(setup).flatMap((text) => cellsOf(setup, text)),
  conclude,
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
 * @throws RangeError when the text is too short
 */
export function inParts(author: Author): TextInParts {
  const { train } = author;
  const least = PARTS * LEAST_PART + LEAST_RESERVED;
  if (train.length < least)
    throw new RangeError(
      `This experiment needs ${count(least)} tokens of text to learn from, and "${author.name}" has ${count(train.length)}: add more text.`,
    );
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

function textsOf({ form, authors }: Setup): TextInParts[] {
  return (form === 'quick' ? authors.slice(0, 1) : authors).map(inParts);
}

const idOf = ({ author }: TextInParts, part: number | 'once') => `${author.id}:${part}`;

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
    id: idOf(text, part),
    label: `${author.name}, ${part === 'once' ? 'all at once' : `part ${part} of ${PARTS}`}`,
    cost: trainingCost(settings) + measuring,
    async run(runner, earlier) {
      const from = part === 'once' ? undefined : earlier.get(idOf(text, part - 1))?.adapter;
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

function conclude(setup: Setup, results: ReadonlyMap<string, SequentialResult>): Finding {
  const texts = textsOf(setup);
  const found = texts.map((text) => {
    const parts = text.parts.flatMap((_, i) => {
      const result = results.get(idOf(text, i + 1));
      return result ? [{ part: i + 1, ...result }] : [];
    });
    return { author: text.author, reserved: text.reserved, parts, once: results.get(idOf(text, 'once')) };
  });
  const ends = found.flatMap(({ author, parts, once }) => {
    const last = parts.at(-1);
    return last?.part === PARTS && once ? [{ author, parts, last, once }] : [];
  });
  const complete = ends.length === found.length;
  const failed = ends.filter(({ last, once }) => !suffices(last, once)).map(({ author }) => author.name);
  const series = (name: string, tone: 'mine' | 'train', of: 'fall' | 'first', i: number) => [
    { name, tone, points: [{ x: 0, value: 1 }, ...found[i].parts.map((r) => ({ x: r.part, ...r[of] }))] },
  ];
  return {
    passed: complete ? failed.length === 0 : undefined,
    sentence: complete ? sentenceOf(ends, failed) : 'Not all parts have been learned yet.',
    charts: found.map(({ author, once }, i) => ({
      kind: 'lines',
      title: author.name,
      x: { label: 'parts learned', unit: 'number' },
      y: { label: 'fall of perplexity', unit: 'fall' },
      series: [
        ...series('held-out end', 'mine', 'fall', i),
        ...series('end of the first part', 'train', 'first', i),
        ...(once
          ? [
              {
                name: 'held-out end, all at once',
                tone: 'base' as const,
                points: [{ x: PARTS, ...once.fall }],
              },
            ]
          : []),
      ],
    })),
    table: {
      head: [
        'text',
        'learned',
        ...FALL_HEAD,
        'fall, end of the first part',
        'general change',
        'tokens held out',
      ],
      rows: found.flatMap(({ author, parts, once }) => {
        const row = (learned: string, { fall, first, general }: SequentialResult) => [
          author.name,
          learned,
          ...fallCells(fall),
          first.value,
          general.value,
          author.held.length,
        ];
        return [
          ...parts.map((result) => row(`part ${result.part} of ${PARTS}`, result)),
          ...(once ? [row('all at once', once)] : []),
        ];
      }),
    },
  };
}

function suffices(last: SequentialResult, once: SequentialResult): boolean {
  const gain = (fall: Interval) => Math.log(fall.value);
  return (
    clearlyFell(last.fall) &&
    gain(last.fall) >= GAIN_SHARE * gain(once.fall) &&
    last.general.value < MOST_RISE
  );
}

interface End {
  author: Author;
  parts: readonly SequentialResult[];
  last: SequentialResult;
  once: SequentialResult;
}

function sentenceOf(ends: readonly End[], failed: readonly string[]): string {
  const [{ author, parts, last, once }] = ends;
  const forgets =
    last.first.value < parts[0].first.value
      ? 'a little of the first part was forgotten'
      : 'the first part was not forgotten';
  const all = failed.length === 0 ? '' : ` It was not enough for ${listOf(failed)}.`;
  return (
    `After "${author.name}" was learned in ${PARTS} parts, perplexity of its held-out end ${fell(last.fall.value)}; ` +
    `learned at once, it ${fell(once.fall.value)}. Of the parts, ${forgets}, and general perplexity changed by ${change(last.general.value)}.${all}`
  );
}
