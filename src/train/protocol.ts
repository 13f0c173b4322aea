import type { AdapterWeights } from '../model/adapter';
import type { EngineName } from '../model/run';
import type { UserErrorData } from '../model/user-error';
import type { Failure } from './engine';
import type { Checkpoint, LoopResult, TrainTokens } from './loop';
import type { ReferenceReport } from './reference';
import type { TrainSettings } from './settings';
import type { EngineProbe } from './speed';
import type { Core } from './webgpu/shaders';

/** Starts the one task that a worker is made for; `weights` is the base's `model.safetensors`. */
export type TrainTask = { engine: EngineName; weights: ArrayBuffer } & (
  | {
      type: 'start';
      tokens: TrainTokens;
      settings: TrainSettings;
      /** Whether the engine has to pass the known-answer test first. */
      check: boolean;
      /** How the engine is to compute products, if that is known. */
      core?: Core;
      /** What to go on from, instead of the beginning. */
      from?: Checkpoint;
    }
  /** Find out whether the engine is right, and how fast it is. */
  | { type: 'probe' }
  /** Check the engine against a reference set. */
  | { type: 'reference'; file: ArrayBuffer }
);

/** From the page to the training worker. */
export type TrainCommand =
  | TrainTask
  /** End the run after the step it is in and keep what was learned. */
  | { type: 'stop' }
  /** Hand over the model after the step that is under way, and wait for `go-on`. */
  | { type: 'take' }
  | { type: 'go-on' }
  /** The answer to `wanted`: the newest checkpoint, if there is one. */
  | { type: 'checkpoint'; checkpoint: Checkpoint | undefined }
  /** The page went out of sight, or came back. */
  | { type: 'visibility'; hidden: boolean };

/**
 * What a run is doing: loading the base into the engine, checking that the engine computes right,
 * training, or waiting for the page to come back into sight.
 */
export type TrainStage = 'loading' | 'checking' | 'training' | 'paused';

/** From the training worker to the page. */
export type TrainReport =
  | { type: 'stage'; stage: TrainStage }
  | { type: 'device'; engine: EngineName; device: string }
  /** A step was taken, a window measured, or a part of a probe is done. */
  | { type: 'alive' }
  /** The run's newest checkpoint, for the page to keep instead of an older one; its arrays are handed over. */
  | { type: 'checkpoint'; checkpoint: Checkpoint }
  /** The run needs its newest checkpoint back. */
  | { type: 'wanted' }
  /** Losses of steps that have been computed, `[step, loss]`, steps counted from 1; NaN for a skipped step. */
  | { type: 'losses'; losses: [number, number][] }
  /** Held-out perplexity after `step` steps, by the training engine. */
  | { type: 'held'; step: number; perplexity: number }
  /** The model of a run that waits to go on, as of a run that is stopped here. */
  | { type: 'taken'; result: LoopResult; adapter: AdapterWeights; load: number }
  /** The run has ended; `load` is how many seconds it took to open the engine. */
  | { type: 'done'; result: LoopResult; adapter: AdapterWeights; load: number }
  | { type: 'probed'; probe: EngineProbe }
  /** How many of a reference set's computations are done. */
  | { type: 'referenceProgress'; done: number; total: number }
  | { type: 'referenceChecked'; report: ReferenceReport }
  /** A `UserError` as data, or the message of another error. */
  | { type: 'failed'; error: UserErrorData | string };

/** What the screens hear of a run; the rest is between the worker and its client. */
export type TrainNews = Exclude<TrainReport, { type: 'alive' | 'checkpoint' | 'wanted' | 'taken' }>;

/** Training broke off on the engine `broken`, for this reason, and `engine` goes on after `step` steps. */
export interface Resumed extends Failure {
  broken: EngineName;
  engine: EngineName;
  step: number;
}
