import type { AdapterWeights } from './adapter';
import type { Lora } from './lora';

/** The training engines: hand-written WGSL on the graphics processor, or the processor itself. */
export type EngineName = 'webgpu' | 'cpu';

/** Which parameters a run trains: the gains of every RMSNorm, low-rank factors beside the matrices, or everything. */
export type Method = AdapterWeights['method'];

/** Perplexities before and after training. */
export interface Change {
  before: number;
  after: number;
}

/** A number and its 95% interval; without `low` and `high` where too little was measured to tell. */
export interface Interval {
  value: number;
  low?: number;
  high?: number;
}

/**
 * One point of a run's curve: after `step` steps, the last step's loss in nats per token and the held-out perplexity, if
 * measured. A step that was skipped has no loss.
 */
export type CurvePoint = [step: number, trainLoss: number | null, heldPerplexity: number | null];

/** How a run ended: all steps were taken, it was stopped, or its numbers were no longer finite. */
export type Ending = 'complete' | 'stopped' | 'not-finite';

/** See `verdict` in `src/eval/verdict.ts`, which decides. */
export type Verdict = 'STRICT' | 'LENIENT' | 'MODEST' | 'COSTLY' | 'CATASTROPHIC';

/** What training alone knows of a finished run: the first part of a `RunRecord`. */
export interface TrainedRun {
  method: Method;
  /** With method 'lora' alone; not known of runs of the app's first versions. */
  lora?: Lora;
  /** The engine that ended it, and the processor it ran on, for people. */
  engine: EngineName;
  device: string;
  /** Steps that are kept. */
  steps: number;
  /** Peak learning rate, and the seed of the windows. */
  lr: number;
  seed: number;
  /** How it ended, and how many steps were skipped; not known of runs of the app's first version. */
  ended?: Ending;
  skipped?: number;
  curve: CurvePoint[];
  /** Tokens that its steps read, each as often as it was read; not known of runs of the app's earlier versions. */
  read?: number;
  /** Opening the last engine; everything from the first step to the last. */
  seconds: { load: number; train: number };
}

/** What training makes: how the run went, and the adapter. */
export interface Trained {
  run: TrainedRun;
  adapter: AdapterWeights;
}

/**
 * The one record of a finished run. It gains fields on its way: training makes a `TrainedRun`, the evaluator adds what the
 * model is worth, and the attribution comes last, once the result is on the screen. The person's text is not part of it.
 */
export interface RunRecord extends TrainedRun {
  tokens: { train: number; held: number; general: number };
  /** Perplexity of held-out text, by the evaluator; after training, of the model with its neural cache, if it has one. */
  personal: Change;
  /** The same of general text. */
  general: Change;
  /** What the neural cache of the student's text brought; nothing without one. */
  cache?: CacheEffect;
  /** How many times smaller personal perplexity became, and by which share general perplexity rose. */
  uncertainty?: { personal: Interval; general: Interval };
  verdict: Verdict;
  /** Of a model that went on from an earlier version: how often its gains were pulled back towards the base's afterwards. */
  goneOn?: { pulls: number };
  /** What the fall comes from, once that was found out. */
  attribution?: Attribution;
  /** How often the next word of held-out text is guessed, once that was counted. */
  nextWord?: NextWord;
  /** As in `TrainedRun`; evaluating; everything together, and what was promised for it before the start. */
  seconds: { load: number; train: number; eval: number; total?: number; promised?: number };
}

/** Of `words` words of held-out text, how many are the first suggestion before a letter is typed: by the base, and by the model with its neural cache. */
export interface NextWord {
  words: number;
  base: number;
  own: number;
}

/**
 * By which rule a neural cache was mixed into what a model predicts: the first learned gate. Each has a name of its own, so
 * that results by different rules are not taken for one another.
 */
export type CacheRule = 'gate-1';

/** What a neural cache brought to a finished run: its results with less of it. */
export interface CacheEffect {
  /** How many tokens of the student's text are in it. */
  tokens: number;
  /** Not told of runs before there was a gate: by a fixed formula. */
  rule?: CacheRule;
  /** No cache: the adapter alone. */
  alone: WithLess;
  /** A cache of nothing but what came before in the text that is measured, as any model could have. */
  ownText: WithLess;
}

/** The results of a model whose cache holds less. */
export interface WithLess {
  /** Perplexities after training. */
  personal: number;
  general: number;
  /** As in `RunRecord`. */
  uncertainty: { personal: Interval; general: Interval };
}

/**
 * Where a fall of perplexity on a student's held-out text comes from: the falls that models bring which never saw a word
 * of the student's, on the same tokens, and what is left. The falls multiply: the student's own is the best of the
 * others times the rest.
 */
export interface Attribution {
  /** By a model that learned random tokens (bet 60). */
  random: Interval;
  /** By the best of the models that learned somebody else's text (bet 61), and which that is. */
  other?: Interval & { id: string };
  /** How many times smaller perplexity is with the student's own model than with the best of the others, the base too. */
  rest: Interval;
  /** How many tokens the student's own read in training, as a share of what the others read: 1 for as many. */
  trained: number;
  /** The same with neural caches of the same size, if the student's own has one. */
  withCaches?: ComparedCaches;
}

/** Somebody else's model and the student's own, each with a neural cache of the text it learned. */
export interface ComparedCaches {
  /** The fall by somebody else's; `Attribution.other` says whose. */
  other: Interval;
  /** How many times smaller perplexity is with the student's own. */
  rest: Interval;
}
