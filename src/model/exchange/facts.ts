import type { Attribution, Change, CurvePoint, Interval, RunRecord } from '../run';

/**
 * What a file of models says about the run that made an adapter. Somebody wrote it into a file: it is checked here for being
 * possible, which does not make it true. The method and its rank follow from the adapter, and the verdict from the
 * numbers. A neural cache holds the owner's text, so no file says anything about one, nor about the words that are guessed
 * with it. Nor does the format know how many tokens a run read.
 */
export type ClaimedRun = Omit<RunRecord, 'method' | 'lora' | 'cache' | 'nextWord' | 'verdict' | 'read'>;

/** The same in the file's own names, which stay as they are: `madeOf` for the attribution, without caches. */
type WrittenRun = Omit<ClaimedRun, 'attribution'> & { madeOf?: Omit<Attribution, 'withCaches'> };

export const MAX_CURVE_POINTS = 200;
export const LONGEST_NAME = 100;
/** Perplexities and losses above this are as good as infinite, which JSON cannot say. */
const LARGEST = 1e15;
const MOST_STEPS = 1e6;
const LATEST = Date.UTC(2200);

/** What is read is not possible; the reader knows in which words to say so. */
export class Impossible extends Error {}

type Json = Record<string, unknown>;

/** The facts of a run, each of them possible, or throws `Impossible`. Unknown keys are left out. */
export function readFacts(json: unknown): ClaimedRun {
  const facts = object(json);
  const { tokens, seconds } = facts;
  return {
    engine: oneOf(facts.engine, 'webgpu', 'cpu'),
    device: line(facts.device),
    steps: count(facts.steps, MOST_STEPS),
    lr: between(facts.lr, 0, 1),
    seed: count(facts.seed, 2 ** 32),
    tokens: {
      train: count(object(tokens).train, LARGEST),
      held: count(object(tokens).held, LARGEST),
      general: count(object(tokens).general, LARGEST),
    },
    personal: change(facts.personal),
    general: change(facts.general),
    ...optional(facts, 'uncertainty', (value) => ({
      personal: interval(object(value).personal, 0),
      general: interval(object(value).general, -1),
    })),
    ...(facts.madeOf !== undefined && { attribution: attribution(object(facts.madeOf)) }),
    curve: curve(facts.curve),
    ...optional(facts, 'ended', (value) => oneOf(value, 'complete', 'stopped', 'not-finite')),
    ...optional(facts, 'skipped', (value) => count(value, MOST_STEPS)),
    seconds: {
      load: duration(object(seconds).load),
      train: duration(object(seconds).train),
      eval: duration(object(seconds).eval),
      ...optional(object(seconds), 'total', duration),
      ...optional(object(seconds), 'promised', duration),
    },
  };
}

/** The facts as they are written: in a fixed order, nothing infinite, the curve no longer than it may be. */
export function writeFacts(facts: ClaimedRun): WrittenRun {
  const { engine, device, steps, lr, seed, tokens, personal, general, ended, skipped, seconds } = facts;
  const { uncertainty, attribution } = facts;
  const finiteChange = ({ before, after }: Change) => ({ before: finite(before), after: finite(after) });
  return {
    engine,
    device: writeLine(device),
    ...{ steps, lr, seed },
    tokens: { train: tokens.train, held: tokens.held, general: tokens.general },
    personal: finiteChange(personal),
    general: finiteChange(general),
    ...(uncertainty && {
      uncertainty: { personal: bounded(uncertainty.personal), general: bounded(uncertainty.general) },
    }),
    ...(attribution && {
      madeOf: {
        random: bounded(attribution.random),
        ...(attribution.other && {
          other: { ...bounded(attribution.other), id: writeLine(attribution.other.id) },
        }),
        rest: bounded(attribution.rest),
        trained: attribution.trained,
      },
    }),
    curve: thinned(facts.curve).map(([step, loss, perplexity]) => [
      step,
      loss === null ? null : rounded(finite(loss)),
      perplexity === null ? null : rounded(finite(perplexity)),
    ]),
    ...(ended !== undefined && { ended }),
    ...(skipped !== undefined && { skipped }),
    seconds: {
      ...{ load: seconds.load, train: seconds.train, eval: seconds.eval },
      ...(seconds.total !== undefined && { total: seconds.total }),
      ...(seconds.promised !== undefined && { promised: seconds.promised }),
    },
  };
}

/** A moment in milliseconds since 1970. */
export function moment(value: unknown): number {
  return count(value, LATEST);
}

/** An object as JSON has it, or throws `Impossible`. */
export function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Impossible();
  return value as Json;
}

/** An array of at most `most` items, or throws `Impossible`. */
export function list(value: unknown, most: number): unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new Impossible();
  return value;
}

export function oneOf<T extends string | number>(value: unknown, ...allowed: readonly T[]): T {
  if (!allowed.includes(value as T)) throw new Impossible();
  return value as T;
}

/** One line of text for people, as `writeLine` makes it. */
export function line(value: unknown): string {
  if (typeof value !== 'string' || value !== writeLine(value)) throw new Impossible();
  return value;
}

/** A text as one line: without line ends and what turns the direction of writing, and not too long. */
export function writeLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  return [...plain].slice(0, LONGEST_NAME).join('').trim();
}

function between(value: unknown, least: number, most: number): number {
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw new Impossible();
  return value;
}

function count(value: unknown, most: number): number {
  if (!Number.isSafeInteger(value)) throw new Impossible();
  return between(value, 0, most);
}

const duration = (value: unknown) => between(value, 0, LARGEST);

function change(value: unknown): Change {
  const { before, after } = object(value);
  return { before: between(before, 0, LARGEST), after: between(after, 0, LARGEST) };
}

/** A value not below `least`, with both ends of its interval or none. */
function interval(from: unknown, least: number): Interval {
  const { value, low, high } = object(from);
  const known = between(value, least, LARGEST);
  if (low === undefined && high === undefined) return { value: known };
  const lowest = between(low, least, LARGEST);
  return { value: known, low: lowest, high: between(high, lowest, LARGEST) };
}

function attribution({ random, other, rest, trained }: Json): Omit<Attribution, 'withCaches'> {
  return {
    random: interval(random, 0),
    ...(other !== undefined && { other: { ...interval(other, 0), id: line(object(other).id) } }),
    rest: interval(rest, 0),
    trained: between(trained, 0, LARGEST),
  };
}

function curve(value: unknown): CurvePoint[] {
  let last = -1;
  return list(value, MAX_CURVE_POINTS).map((point) => {
    const [step, loss, perplexity] = list(point, 3);
    last = between(count(step, MOST_STEPS), last + 1, MOST_STEPS);
    return [last, orNull(loss), orNull(perplexity)];
  });
}

function orNull(value: unknown): number | null {
  return value === null ? null : between(value, 0, LARGEST);
}

function optional<Key extends string, T>(from: Json, key: Key, read: (value: unknown) => T) {
  return (from[key] === undefined ? {} : { [key]: read(from[key]) }) as { [K in Key]?: T };
}

const finite = (value: number) => (Number.isNaN(value) ? LARGEST : Math.min(value, LARGEST));

const rounded = (value: number) => Number(value.toPrecision(6));

const bounded = ({ value, low, high }: Interval): Interval => ({
  value: rounded(finite(value)),
  ...(low !== undefined && high !== undefined && { low: rounded(finite(low)), high: rounded(finite(high)) }),
});

/** All measured points and, of the others, as many as there is room for. */
function thinned(curve: CurvePoint[]): CurvePoint[] {
  if (curve.length <= MAX_CURVE_POINTS) return curve;
  const measured = curve.filter(([, , perplexity]) => perplexity !== null).slice(-MAX_CURVE_POINTS);
  const others = curve.filter(([, , perplexity]) => perplexity === null);
  const room = MAX_CURVE_POINTS - measured.length;
  const kept = Array.from({ length: room }, (_, i) => others[Math.floor((i * others.length) / room)]);
  return [...measured, ...kept].sort(([a], [b]) => a - b);
}
