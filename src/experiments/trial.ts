import { fallInterval, riseInterval } from '../eval/uncertainty';
import { verdict } from '../eval/verdict';
import type { Strings } from '../i18n/en';
import type { Change, CurvePoint, EngineName, Method, Verdict } from '../model/run';
import { probeSteps, type TrainSettings } from '../train/settings';
import type { BarChart, Estimate } from './chart';
import type { Author, Cell, Label, NameOf, Runner, Setup, Table } from './experiment';
import { fallCells, fallHead, ofBase } from './measuring';
import { measuringCost, trainingCost } from './setup';

/** What one training on an author's text has brought, measured by the evaluator; the adapter itself is not kept. */
export interface Trial {
  /** The author's id. Results of the app's first versions have a name here: see `trialIn`. */
  author: string;
  method: Method;
  seed: number;
  lr: number;
  /** Steps that were taken. */
  steps: number;
  engine: EngineName;
  device: string;
  tokens: { train: number; held: number; general: number };
  /** Perplexities. */
  personal: Change;
  general: Change;
  /** How many times smaller perplexity became on the held-out text. */
  fall: Estimate;
  /** By which share perplexity rose on general text. */
  rise: Estimate;
  verdict: Verdict;
  /** Of the training alone. */
  seconds: number;
  /** The adapter's size. */
  bytes: number;
  /** By the trainer: `[step, training loss, held-out perplexity]`. */
  curve: CurvePoint[];
}

export interface TrialSettings extends TrainSettings {
  /** Whether the trainer measures the held-out text on the way, too. */
  probes?: boolean;
}

/** Trains on the author's text, and measures the base and the adapter on the held-out and the general text. */
export async function runTrial(
  runner: Runner,
  { id, train, held }: Author,
  general: Int32Array,
  { probes, ...settings }: TrialSettings,
): Promise<Trial> {
  const before = { held: await ofBase(runner, held), general: await ofBase(runner, general) };
  const { run, adapter } = await runner.train(train, settings, probes ? { held } : {});
  const { engine, device, steps, curve } = run;
  const after = {
    held: await runner.measure(adapter, held),
    general: await runner.measure(adapter, general),
  };
  const personal = { before: before.held.perplexity, after: after.held.perplexity };
  const others = { before: before.general.perplexity, after: after.general.perplexity };
  return {
    author: id,
    method: settings.method,
    seed: settings.seed,
    lr: settings.lr,
    steps,
    engine,
    device,
    tokens: { train: train.length, held: held.length, general: general.length },
    personal,
    general: others,
    fall: fallInterval(before.held.tokenNll, after.held.tokenNll),
    rise: riseInterval(before.general.tokenNll, after.general.tokenNll),
    verdict: verdict(personal, others),
    seconds: run.seconds.train,
    bytes: adapter.bytes.byteLength,
    curve,
  };
}

/** A trial as a cell; its id says what makes it differ from the experiment's others. */
export function trialCell(
  id: string,
  label: Label,
  author: Author,
  { general }: Pick<Setup, 'general'>,
  settings: TrialSettings,
): Cell<Trial> {
  const { length } = author.held;
  // Forward alone is half of a step.
  const probed = settings.probes ? (probeSteps(settings, length).size * length) / 2 : 0;
  return {
    id,
    label,
    cost: trainingCost(settings) + probed + measuringCost(2 * (length + general.length)),
    run: (runner) => runTrial(runner, author, general, settings),
  };
}

/** The kept trial of a cell on an author's text, with the author's id whatever version of the app has kept it. */
export function trialIn(
  results: ReadonlyMap<string, Trial>,
  cell: string,
  author: string,
): Trial | undefined {
  const trial = results.get(cell);
  return trial && { ...trial, author };
}

/** The numbers of trials; the interval of a fall holds 95%. */
export function trialTable(
  { experiments: { common } }: Strings,
  nameOf: NameOf,
  trials: readonly Trial[],
): Table {
  const { columns } = common;
  return {
    head: [
      ...[columns.text, columns.method, columns.seed, columns.steps, columns.learned, columns.held],
      ...[columns.before, columns.after, ...fallHead(columns), columns.general, columns.verdict],
      ...[columns.seconds, columns.bytes],
    ],
    rows: trials.map((one) => [
      ...[nameOf(one.author), one.method, one.seed, one.steps, one.tokens.train, one.tokens.held],
      ...[one.personal.before, one.personal.after, ...fallCells(one.fall), one.rise.value, one.verdict],
      ...[one.seconds, one.bytes],
    ]),
  };
}

/** How much perplexity changed on general text by each trial. */
export function generalChart(t: Strings, nameOf: NameOf, trials: readonly Trial[]): BarChart {
  return {
    kind: 'bars',
    title: t.experiments.common.charts.general,
    unit: 'change',
    from: 0,
    bars: trials.map(({ author, rise }) => ({ name: nameOf(author), tone: 'base', ...rise })),
  };
}
