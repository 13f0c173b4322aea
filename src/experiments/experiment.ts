import type { EvaluatedModel } from '../eval/evaluator';
import type { Perplexity } from '../eval/perplexity';
import type { AdapterWeights } from '../model/adapter';
import type { Trained } from '../model/run';
import type { TextClient } from '../text/client';
import type { TrainSettings } from '../train/settings';
import type { Chart } from './chart';

/** `quick` takes minutes on the processor, with less text and fewer steps; `full` is the experiment as it is meant. */
export type Form = 'quick' | 'full';

/** Somebody's text as token ids: what an adapter learns from, and what it is measured on. */
export interface Author {
  id: string;
  /** For people. */
  name: string;
  train: Int32Array;
  held: Int32Array;
  /** Both parts as text, where that is known, for bets that change it before it is learned. */
  text?: { train: string; held: string };
}

/** What an experiment is run on. */
export interface Setup {
  form: Form;
  /** The student's own text first, if there is one; one or more. */
  authors: readonly Author[];
  /** Text by nobody in particular, as token ids. */
  general: Int32Array;
  /** Adapters that exist already, which those bets that compare adapters may measure too. */
  adapters: readonly { name: string; weights: AdapterWeights }[];
  /** Notes whose held-out part repeats what is learned from; see `templated.ts`. */
  templated?: Author;
  /** Makes token ids of text that a bet has changed. */
  text?: Pick<TextClient, 'prepare' | 'encodeDocuments'>;
  /** Steps of every training, instead of the form's. */
  steps?: number;
}

/** Where a cell does its work: the app's own trainer and evaluator, whatever engines they run on. */
export interface Runner {
  /**
   * Trains on `tokens`; `held` is measured on the way by the trainer, for a curve. `from` is an adapter of the same
   * method to go on from, with fresh moments, instead of the base.
   */
  train(
    tokens: Int32Array,
    settings: TrainSettings,
    options?: { held?: Int32Array; from?: AdapterWeights },
  ): Promise<Trained>;
  /** By the evaluator, never by the trainer. */
  measure(model: EvaluatedModel, tokens: Int32Array): Promise<Perplexity>;
}

/**
 * One piece of an experiment, and the smallest that is resumed: a training run with what is measured after it, say. Its
 * result holds only what can be cloned, and no more of it than what `conclude` and later cells need.
 */
export interface Cell<Result> {
  /** Unique in the bet, and the same whenever the setup is the same. */
  id: string;
  /** What is being done, for people: "the diary, seed 3". */
  label: string;
  /** How long it takes beside the other cells, in tokens that a norm-only step reads. */
  cost: number;
  /** `earlier` has the results of all cells before this one. */
  run(runner: Runner, earlier: ReadonlyMap<string, Result>): Promise<Result>;
}

/** What the results of an experiment say; the charts and tables of a run that is under way show what is there. */
export interface Finding {
  /** By the bet's criterion; undefined until all results are there, or where nothing is to be passed. */
  passed: boolean | undefined;
  /** What was found, in one or two sentences that a 13-year-old understands. */
  sentence: string;
  charts: readonly Chart[];
  /** The numbers: a heading a column, and rows as wide. */
  table: { head: readonly string[]; rows: readonly (string | number)[][] };
}

/** An experiment: its question, what it runs, and what counts as a pass. One file a bet. */
export interface Experiment<Result, Found extends Finding = Finding> {
  id: ExperimentId;
  title: string;
  /** One sentence each. */
  question: string;
  criterion: string;
  /** What was published of it. */
  published?: string;
  /** Whether it also measures `adapters` of the setup. */
  takesAdapters?: boolean;
  /** The work, in order. Throws a RangeError, whose message is for people, if the setup does not suffice. */
  cells(setup: Setup): Cell<Result>[];
  conclude(setup: Setup, results: ReadonlyMap<string, Result>): Found;
}

/** The published bets by their number, and the open questions by their names. */
export type ExperimentId =
  | '10'
  | '28'
  | '29'
  | '37'
  | '43'
  | '49'
  | '60'
  | '61'
  | 'noise'
  | 'year'
  | 'hostile'
  | 'billion'
  | 'recipe';
