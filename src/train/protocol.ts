import type { AdapterWeights } from '../model/adapter';
import type { EngineName, TrainError } from './engine';
import type { CurvePoint, TrainTokens } from './loop';
import type { ReferenceReport } from './reference';
import type { TrainSettings } from './settings';

/** Names one run; every message carries it, so that an old run's late words are never taken for a new one's. */
export type RunId = string;

/** From the page to the training worker. */
export type TrainCommand =
  | {
      type: 'start';
      run: RunId;
      /** The base's `model.safetensors`. */
      weights: ArrayBuffer;
      tokens: TrainTokens;
      settings: TrainSettings;
    }
  /** End the run after the step it is in and keep what was learned. */
  | { type: 'stop'; run: RunId }
  /** Check the engine against a reference set. */
  | { type: 'reference'; run: RunId; weights: ArrayBuffer; file: ArrayBuffer };

/** What a run is doing: opening the device and loading the base into it, then training. */
export type TrainStage = 'loading' | 'training';

/** From the training worker to the page. */
export type TrainReport =
  | { type: 'stage'; run: RunId; stage: TrainStage }
  | { type: 'device'; run: RunId; engine: EngineName; device: string }
  /** Losses of steps that have been computed, `[step, loss]`, steps counted from 1. */
  | { type: 'losses'; run: RunId; losses: [number, number][] }
  /** Held-out perplexity after `step` steps, by the training engine. */
  | { type: 'held'; run: RunId; step: number; perplexity: number }
  | {
      type: 'done';
      run: RunId;
      /** Steps taken. */
      steps: number;
      curve: CurvePoint[];
      adapter: AdapterWeights;
      seconds: { load: number; train: number };
    }
  /** How many of a reference set's computations are done. */
  | { type: 'referenceProgress'; run: RunId; done: number; total: number }
  | { type: 'referenceChecked'; run: RunId; report: ReferenceReport }
  | { type: 'failed'; run: RunId; reason: TrainError['reason'] | 'other'; message: string };
