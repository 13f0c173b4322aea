import { BASE_CONFIG, type ModelConfig } from '../model/config';
import { parameters } from '../model/parameters';
import type { Method } from '../model/run';
import { defaultSettings } from '../train/settings';
import type { Cell, Experiment, Finding, Setup } from './experiment';

/** A base of a billion parameters on paper, laid out as the one that is here. */
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
/** So much of it must be left for what a step keeps. */
const HEAP_FOR_STEP = 0.1;
/** Bytes of a parameter: float32; int8, whose scales are a hundredth more; weights, gradients and AdamW's two moments. */
const FLOAT32 = 4;
const INT8 = 1.01;
const FULL = 16;

/** Seconds of a norm-only step of 256 tokens of the base on this machine. */
export interface StepTime {
  seconds: number;
  device: string;
}

/**
 * What a base of a billion parameters would ask of this laptop: a few steps of the base are timed and multiplied by
 * the arithmetic (`stepOperations`), which a step's time follows whatever grows. Memory and download are counted.
 */
export const betBillion: Experiment<StepTime> = {
  id: 'billion',
  title: 'A base of a billion',
  question: 'Could this laptop make a model with a billion parameters your own?',
  criterion: 'Nothing is to be passed: this is arithmetic from the measured speed of this laptop.',
  cells: ({ authors: [author] }) => [stepTime(author.train)],
  conclude,
};

function stepTime(tokens: Int32Array): Cell<StepTime> {
  if (tokens.length < LENGTH + 2)
    throw new RangeError(`Timing needs ${LENGTH + 2} tokens of text, and there are ${tokens.length}.`);
  return {
    id: 'step',
    label: 'timing this laptop',
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

function conclude(_: Setup, results: ReadonlyMap<string, StepTime>): Finding {
  const timed = results.get('step');
  const sizes = [BASE_CONFIG, BILLION].map((config) => ({ config, ...sizeOf(config) }));
  const [, billion] = sizes;
  const row = (name: string, value: (size: (typeof sizes)[number]) => string | number) => [
    name,
    ...sizes.map(value),
  ];
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;
  const heap = (bytes: number) =>
    `${gigabytes(bytes)}${bytes > (1 - HEAP_FOR_STEP) * WASM_HEAP ? ', does not fit' : ''}`;
  const seconds = (value: number) => `${Number(value.toPrecision(2))} s`;
  const times = timed
    ? RUNS.flatMap((run) =>
        (['norm', 'full'] as const).map((method) =>
          row(
            `${run.steps} steps of ${run.tokens} tokens, ${method === 'norm' ? 'norm-only' : 'full'}`,
            ({ config }) => seconds(secondsOf(timed.seconds, config, method, run)),
          ),
        ),
      )
    : [];
  const rows = [
    row('parameters, millions', ({ parameters }) => Math.round(parameters / 1e6)),
    row('read for a token, millions', ({ active }) => Math.round(active / 1e6)),
    row('download, int8', ({ parameters }) => gigabytes(INT8 * parameters)),
    row('weights in the browser, float32', ({ parameters }) => heap(FLOAT32 * parameters)),
    row('full fine-tuning, memory', ({ parameters }) => heap(FULL * parameters)),
    ...times,
  ];
  return {
    passed: undefined,
    sentence: timed ? sentenceOf(timed.seconds, billion) : 'This laptop has not been timed yet.',
    charts: timed
      ? [
          {
            kind: 'bars',
            title: `${RUNS[0].steps} norm-only steps on this laptop`,
            unit: 'seconds',
            from: 0,
            bars: sizes.map(({ config }, i) => ({
              name: i === 0 ? 'the base that is here' : 'a billion, on paper',
              tone: i === 0 ? 'base' : 'other',
              value: secondsOf(timed.seconds, config, 'norm', RUNS[0]),
            })),
          },
          {
            kind: 'bars',
            title: 'Memory for the weights alone',
            unit: 'bytes',
            from: 0,
            bars: [
              { name: 'the base that is here', tone: 'base', value: FLOAT32 * sizes[0].parameters },
              { name: 'a billion, on paper', tone: 'other', value: FLOAT32 * billion.parameters },
              { name: 'the most that a page may use', tone: 'alarm', value: WASM_HEAP },
            ],
          },
        ]
      : [],
    table: { head: ['', 'FractalMoE 30M', 'a billion, on paper'], rows },
  };
}

function sentenceOf(
  step: number,
  { config, parameters }: { config: ModelConfig; parameters: number },
): string {
  const minutes = secondsOf(step, config, 'norm', RUNS[0]) / 60;
  const long = minutes < 2 ? `${Math.round(60 * minutes)} seconds` : `${Math.round(minutes)} minutes`;
  return (
    `${RUNS[0].steps} steps would take this laptop about ${long}, but a billion numbers fill ` +
    `${((FLOAT32 * parameters) / 1e9).toFixed(1)} GB and leave no room for training in the ${(WASM_HEAP / 1e9).toFixed(1)} GB that a page may use: ` +
    'it would need a graphics processor, and weights of one byte each.'
  );
}
