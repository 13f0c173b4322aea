import { fallInterval, riseInterval } from '../eval/uncertainty';
import { verdict } from '../eval/verdict';
import type { Change, CurvePoint, EngineName, Method, Verdict } from '../model/run';
import { probeSteps, type TrainSettings } from '../train/settings';
import type { Estimate } from './chart';
import type { Author, Cell, Runner, Setup } from './experiment';
import { ofBase } from './measuring';
import { measuringCost, trainingCost } from './setup';

/** What one training on an author's text has brought, measured by the evaluator; the adapter itself is not kept. */
export interface Trial {
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
  { name, train, held }: Author,
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
    author: name,
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

/** A trial as a cell; its id says what makes it differ from the bet's others. */
export function trialCell(
  id: string,
  label: string,
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

/** What every table of trials shows; a column's name, and its value. */
const COLUMNS: readonly [string, (trial: Trial) => string | number | undefined][] = [
  ['text', ({ author }) => author],
  ['method', ({ method }) => method],
  ['seed', ({ seed }) => seed],
  ['steps', ({ steps }) => steps],
  ['tokens learned from', ({ tokens }) => tokens.train],
  ['tokens held out', ({ tokens }) => tokens.held],
  ['perplexity before', ({ personal }) => personal.before],
  ['perplexity after', ({ personal }) => personal.after],
  ['fall', ({ fall }) => fall.value],
  ['fall, at least', ({ fall }) => fall.low],
  ['fall, at most', ({ fall }) => fall.high],
  ['general change', ({ rise }) => rise.value],
  ['verdict', ({ verdict }) => verdict],
  ['seconds', ({ seconds }) => seconds],
  ['bytes', ({ bytes }) => bytes],
];

/** The numbers of trials; the interval of a fall holds 95%. */
export function trialTable(trials: readonly Trial[]) {
  return {
    head: COLUMNS.map(([name]) => name),
    rows: trials.map((trial) => COLUMNS.map(([, value]) => value(trial) ?? '')),
  };
}
