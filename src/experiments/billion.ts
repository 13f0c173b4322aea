import type { Strings } from '../i18n/en';
import { BASE_CONFIG, type ModelConfig } from '../model/config';
import { parameters } from '../model/parameters';
import type { Method } from '../model/run';
import { defaultSettings } from '../train/settings';
import { MEASURED } from './billion-measured';
import {
  type Cell,
  type Experiment,
  ExperimentError,
  type Found,
  type Presentation,
  type Subject,
} from './experiment';

/** A base of a billion parameters that nobody has made, laid out as the one that is here. */
export const BILLION: ModelConfig = {
  ...BASE_CONFIG,
  vocab: 32_768,
  width: 1536,
  layers: 14,
  heads: 24,
  experts: 8,
  topK: 2,
  hidden: 1536,
};

/** The steps that are timed: the first one also asks the system for memory, which matters little among five. */
const TIMED_STEPS = 5;
const LENGTH = 256;
/** A run of the first try, and the recommended one. */
const RUNS = [
  { steps: 30, tokens: 256 },
  { steps: 100, tokens: 512 },
];

/** A WebAssembly heap, in which the processor's engine computes, ends here, in bytes. */
const WASM_HEAP = 4 * 2 ** 30;
/** Bytes of a parameter: int8, whose scales are a hundredth more; in float32 weights, gradients and AdamW's two moments. */
const INT8 = 1.01;
const FULL = 16;

/** Seconds of a norm-only step of 256 tokens of the base on this machine. */
export interface StepTime {
  seconds: number;
  device: string;
}

/** A model: what it took elsewhere, and on this laptop; seconds of runs only if the laptop has been timed. */
interface Model {
  /** How many numbers it has, and with how many of them it reads a token. */
  parameters: number;
  active: number;
  seconds: { steps: number; tokens: number; method: 'norm' | 'full'; seconds: number }[];
  measured: { seconds: number; bytes: number };
}

export interface BillionFound extends Found {
  /** The base that is here, and one of a billion. */
  base: Model;
  billion: Model;
}

/**
 * What a base of a billion parameters would ask of this laptop: a few steps of the base are timed and multiplied by
 * the arithmetic (`stepOperations`), which a step's time follows whatever grows. Beside it stands what a step with
 * random weights really took elsewhere (`MEASURED`).
 */
export const billion: Experiment<StepTime, BillionFound> = {
  id: 'billion',
  cells: ({ authors: [author] }) => [stepTime(author.train)],
  conclude,
  present,
};

function stepTime(tokens: Int32Array): Cell<StepTime> {
  if (tokens.length < LENGTH + 2)
    throw new ExperimentError('more-tokens', { needed: LENGTH + 2, have: tokens.length });
  return {
    id: 'step',
    label: (t) => t.experiments.billion.label,
    cost: TIMED_STEPS * LENGTH,
    async run(runner) {
      const settings = { ...defaultSettings('norm'), steps: TIMED_STEPS, rows: 1, length: LENGTH };
      const { run } = await runner.train(tokens, settings);
      return { seconds: run.seconds.train / run.steps, device: run.device };
    },
  };
}

/**
 * Floating-point operations of a training step on one window of `tokens`: two for each term of each matrix product,
 * forward and for the gradient of its input, and in full fine-tuning for that of the matrix; attention's products of
 * tokens with tokens, two forward and four back, see half of each other. What is below a hundredth is not counted.
 */
export function stepOperations(
  { vocab, width, layers, topK, hidden }: ModelConfig,
  method: Extract<Method, 'norm' | 'full'>,
  tokens: number,
): number {
  const matrices = tokens * (layers * (4 * width ** 2 + 3 * topK * width * hidden) + vocab * width);
  return (method === 'full' ? 6 : 4) * matrices + 6 * layers * tokens ** 2 * width;
}

/** How many numbers a model has, and with how many of them it reads a token. */
export function sizeOf(config: ModelConfig): { parameters: number; active: number } {
  const count = (experts: number) =>
    parameters({ ...config, experts }).reduce((sum, { size }) => sum + size, 0);
  return { parameters: count(config.experts), active: count(config.topK) };
}

/** A run of training on paper, in seconds, from the seconds of a norm-only step of `LENGTH` tokens of the base. */
function secondsOf(
  step: number,
  config: ModelConfig,
  method: 'norm' | 'full',
  { steps, tokens }: (typeof RUNS)[number],
): number {
  const ratio = stepOperations(config, method, tokens) / stepOperations(BASE_CONFIG, 'norm', LENGTH);
  return steps * step * ratio;
}

function conclude(_: Subject, results: ReadonlyMap<string, StepTime>): BillionFound {
  const timed = results.get('step');
  const modelOf = (config: ModelConfig, measured: Model['measured']): Model => ({
    ...sizeOf(config),
    measured,
    seconds: timed
      ? RUNS.flatMap((run) =>
          (['norm', 'full'] as const).map((method) => ({
            ...run,
            method,
            seconds: secondsOf(timed.seconds, config, method, run),
          })),
        )
      : [],
  });
  return {
    passed: undefined,
    base: modelOf(BASE_CONFIG, MEASURED.base),
    billion: modelOf(BILLION, MEASURED.billion),
  };
}

function present({ base, billion }: BillionFound, { experiments }: Strings): Presentation {
  const { billion: words } = experiments;
  const { table } = words;
  const isTimed = billion.seconds.length > 0;
  const row = (name: string, value: (model: Model) => string | number) => [
    name,
    ...[base, billion].map(value),
  ];
  return {
    sentence: isTimed
      ? words.sentence(
          RUNS[0].steps,
          billion.seconds[0].seconds,
          billion.measured,
          billion.measured.seconds / base.measured.seconds,
        )
      : words.notYet,
    charts: isTimed
      ? [
          {
            kind: 'bars',
            title: words.charts.time(RUNS[0].steps),
            unit: 'seconds',
            from: 0,
            bars: [
              { name: words.models.base, tone: 'base', value: base.seconds[0].seconds },
              { name: words.models.billion, tone: 'other', value: billion.seconds[0].seconds },
            ],
          },
          {
            kind: 'bars',
            title: words.charts.memory,
            unit: 'bytes',
            from: 0,
            bars: [
              { name: words.models.base, tone: 'base', value: base.measured.bytes },
              { name: words.models.billion, tone: 'other', value: billion.measured.bytes },
              { name: words.models.most, tone: 'alarm', value: WASM_HEAP },
            ],
          },
        ]
      : [],
    table: {
      head: ['', table.base, words.models.billion],
      rows: [
        row(table.parameters, ({ parameters }) => Math.round(parameters / 1e6)),
        row(table.active, ({ active }) => Math.round(active / 1e6)),
        row(table.download, ({ parameters }) => table.bytes(INT8 * parameters)),
        row(table.page, ({ measured }) => table.bytes(measured.bytes)),
        row(table.step, ({ measured }) => table.seconds(measured.seconds)),
        row(table.training, ({ parameters }) =>
          FULL * parameters > WASM_HEAP ? table.tooMany(FULL * parameters) : table.bytes(FULL * parameters),
        ),
        ...base.seconds.map(({ steps, tokens, method }, i) =>
          row(table.run(steps, tokens, table.methods[method]), (model) =>
            table.seconds(model.seconds[i].seconds),
          ),
        ),
      ],
    },
  };
}
