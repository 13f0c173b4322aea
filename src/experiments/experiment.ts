import type { EvaluatedModel } from '../eval/evaluator';
import type { GenerateOptions } from '../eval/options';
import type { Perplexity } from '../eval/perplexity';
import type { Typing } from '../eval/suggest-typing';
import type { Strings } from '../i18n/en';
import type { errors } from '../i18n/en/errors';
import type { AdapterWeights } from '../model/adapter';
import type { Trained } from '../model/run';
import { UserError } from '../model/user-error';
import type { ExperimentFacts, ExperimentId, Form } from '../store';
import type { TextClient } from '../text/client';
import type { TrainSettings } from '../train/settings';
import type { Chart, Tone } from './chart';

export type { ExperimentId, Form };

/** Somebody's text as token ids: what an adapter learns from, and what it is measured on. */
export interface Author {
  id: string;
  train: Int32Array;
  held: Int32Array;
  /** Both parts as text, where that is known, for experiments that change it before it is learned. */
  text?: { train: string; held: string };
}

/** What an experiment is run on. */
export interface Setup {
  form: Form;
  /** The student's own text first, if there is one; one or more. */
  authors: readonly Author[];
  /** Text by nobody in particular, as token ids. */
  general: Int32Array;
  /** Adapters that exist already, which those experiments that compare adapters may measure too. */
  adapters: readonly { id: string; name: string; weights: AdapterWeights }[];
  /** Notes whose held-out part repeats what is learned from; see `templated.ts`. */
  templated?: Author;
  /** Makes token ids of text that an experiment has changed. */
  text?: Pick<TextClient, 'prepare' | 'encodeDocuments'>;
  /** Texts by somebody else, to tell the authors from, which nothing is learned from. */
  others?: readonly Other[];
  /** Ways to choose tokens that are to be tried beside each other, the one that counts first; without any, the app's. */
  samplings?: readonly Sampling[];
  /** Another program that suggests words, where one can be asked: only a command line can. */
  peer?: Peer;
  /** Steps of every training, instead of the form's. */
  steps?: number;
}

/** How a model chooses tokens, where it differs from the app's defaults. */
export type Sampling = Partial<Omit<GenerateOptions, 'maxTokens' | 'seed'>>;

/** Somebody else's text. */
export interface Other {
  name: string;
  text: string;
}

/** A program that suggests words: what it brings to somebody who writes `text`, once it has learned `train`. */
export type Peer = (train: string, text: string) => Promise<PeerAnswer>;
export type PeerAnswer =
  | { state: 'measured'; savings: number }
  | { state: 'not-installed' }
  | { state: 'failed' };

/** What a stored record knows of a setup: enough to draw the conclusion from the results at any time. */
export type Subject = Readonly<Pick<ExperimentFacts, 'form' | 'authors' | 'general' | 'adapters'>>;

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
  /** How the model continues `prompt`, by `tokens` at most: with the likeliest token each time, or as `sampling` says. */
  write?(
    model: EvaluatedModel,
    prompt: string,
    tokens: number,
    sampling?: Omit<GenerateOptions, 'maxTokens'>,
  ): Promise<string>;
  /** What the model's suggestions bring to somebody who writes `text`. */
  type?(model: EvaluatedModel, text: string): Promise<Typing>;
}

/** The name of an author, by the id, in the language of the moment. */
export type NameOf = (authorId: string) => string;

/** What is being done, for people: "A school diary, seed 3". */
export type Label = (t: Strings, nameOf: NameOf) => string;

/**
 * One piece of an experiment, and the smallest that is resumed: a training run with what is measured after it, say. Its
 * result holds only what can be cloned, and no more of it than what `conclude` and later cells need.
 */
export interface Cell<Result> {
  /** Unique in the experiment, and the same whenever the setup is the same. */
  id: string;
  label: Label;
  /** How long it takes beside the other cells, in tokens that a norm-only step reads. */
  cost: number;
  /** `earlier` has the results of all cells before this one. */
  run(runner: Runner, earlier: ReadonlyMap<string, Result>): Promise<Result>;
}

/** What the results of an experiment say, in numbers and ids; of a run that is under way, what there is. */
export interface Found {
  /** By the experiment's criterion; undefined until all results are there, or where there is nothing to pass. */
  passed: boolean | undefined;
}

/** What was found, in the words of one language. */
export interface Presentation {
  /** In one or two sentences that a 13-year-old understands. */
  sentence: string;
  charts: readonly Chart[];
  /** The numbers: one heading per column, and rows as wide. */
  table: Table;
  /** Texts that models wrote, for who wants to judge for themselves. */
  passages?: WrittenPassage[];
}

/** What models wrote after the same words. */
export interface WrittenPassage {
  prompt: string;
  /** Each with the name of its model, and whose it is. */
  texts: { name: string; tone: Tone; text: string }[];
}

export interface Table {
  head: readonly string[];
  rows: readonly (string | number)[][];
}

/** An experiment: what it runs and what counts as a pass. Its words are in the catalogue, `t.experiments[id]`. */
export interface Experiment<Result, Finding extends Found = Found> {
  id: ExperimentId;
  /** Whether it also measures `adapters` of the setup. */
  takesAdapters?: boolean;
  /** The work, in order. Throws an `ExperimentError` if the setup does not suffice. */
  cells(setup: Setup): Cell<Result>[];
  /** Results may come from earlier versions of the app: names are taken from the ids of authors, not from results. */
  conclude(subject: Subject, results: ReadonlyMap<string, Result>): Finding;
  present(found: Finding, t: Strings, nameOf: NameOf): Presentation;
  /** What a file for other programs has of it beside all else, under names of its own. */
  facts?(found: Finding): Record<string, unknown>;
}

/** Why an experiment cannot be run on what was chosen: each has its sentence in the catalogue. */
export type ExperimentReason = keyof (typeof errors)['byDomain']['experiment'];

/**
 * An experiment cannot be run: on what was chosen, or because another tab runs it (`elsewhere`). Details are the `author` (an id) whose text it is, the tokens that are
 * `needed` and those that there are (`have`), or about how many words are missing (`moreWords`).
 */
export class ExperimentError extends UserError<'experiment', ExperimentReason> {
  constructor(reason: ExperimentReason, details: UserError['details'] = {}) {
    super('experiment', reason, details);
  }
}
