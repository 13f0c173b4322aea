import type { Lora } from '../model/lora';
import type { EngineName, Method } from '../model/run';
import { type ErrorDetails, UserError } from '../model/user-error';
import type { Core } from './webgpu/shaders';

/**
 * The one interface of both training engines, WebGPU's and the processor's. An engine
 * knows the model's mathematics and nothing of texts, schedules, windows or screens.
 */

/** AdamW (Loshchilov and Hutter 2019) as PyTorch computes it: the decay is `p -= lr * weightDecay * p`. */
export interface AdamW {
  beta1: number;
  beta2: number;
  eps: number;
  /** Applied to every trained parameter, gains included. */
  weightDecay: number;
}

/** Windows of tokens, row after row: `rows * length` ids and as many targets. */
export interface Batch {
  rows: number;
  length: number;
  /** Token ids, [rows * length]. */
  ids: Int32Array;
  /** The token to predict at each position, [rows * length]; `IGNORE` (-100) where nothing is predicted. */
  targets: Int32Array;
}

/** A sum of negative log-likelihoods in nats, and over how many predicted tokens. */
export interface Nll {
  sum: number;
  count: number;
}

export interface TrainEngine {
  readonly name: EngineName;
  readonly method: Method;
  /** What it runs on: `cpu:2` for the processor with two threads, or the name of a graphics processor. */
  readonly device: string;
  /** How it computes products, if there is a choice: the same way gives the same bits. */
  readonly core?: Core;

  /**
   * One AdamW step on the mean cross-entropy of `batch` at learning rate `lr`. Resolves when the
   * engine can take the next step, which may be before this one has been computed.
   *
   * A step whose loss or one of whose gradients is not finite is skipped: it changes nothing but the count of steps.
   */
  step(batch: Batch, lr: number): Promise<void>;
  /**
   * The losses of all steps since the last call, in order, NaN for those that were skipped; waits for the steps to
   * be computed.
   */
  takeLosses(): Promise<number[]>;
  /** Forward only, with the current parameters. */
  evaluate(batch: Batch): Promise<Nll>;
  /** The trained parameters as they are now, by name, in float32. */
  readTrained(): Promise<Map<string, Float32Array>>;
  /** All that the next steps depend on, as copies. Losses that were not taken are not in it. */
  save(): Promise<EngineState>;
  /** Goes on from a saved state, its own or another engine's of the same model and method. */
  restore(state: EngineState): Promise<void>;
  /** Back to the weights it was made from, as if it had not taken a step. */
  reset(): Promise<void>;
  /** Frees everything; the engine is not used again. */
  release(): void;

  // What follows exists to prove an engine against reference sets.

  /** Logits of every position, [rows * length, vocab]. */
  logits(batch: Batch): Promise<Float32Array>;
  /** The loss and its gradient for every parameter the method trains, by name. */
  gradients(batch: Batch): Promise<{ loss: number; gradients: Map<string, Float32Array> }>;
}

/** What an engine has come to in a run: what it trains and AdamW's two moments, by parameter name, in float32. */
export interface EngineState {
  /** Steps so far, skipped ones included: the `t` of AdamW's bias correction. */
  steps: number;
  values: Map<string, Float32Array<ArrayBuffer>>;
  momenta: Map<string, Float32Array<ArrayBuffer>>;
  variances: Map<string, Float32Array<ArrayBuffer>>;
}

/** What an engine needs to be made. */
export interface EngineOptions {
  method: Method;
  adamw: AdamW;
  /** The most tokens (`rows * length`) and the longest window that a batch will have. */
  maxTokens: number;
  maxLength: number;
  /** The factors of method 'lora', which needs them, and the seed of their first values. */
  lora?: Lora & { seed: number };
  /** How to compute products, where that was found out before; otherwise the engine finds out. */
  core?: Core;
}

/** The factors of method 'lora'. Throws a RangeError if they are missing. */
export function requireLora({ lora }: Pick<EngineOptions, 'lora'>): NonNullable<EngineOptions['lora']> {
  if (!lora) throw new RangeError('LoRA needs a rank and its targets');
  return lora;
}

/** Why training cannot go on. */
export type TrainFailure =
  /** There is no graphics processor to train on; `problem` says how: 'not-offered', 'not-found', 'not-started', 'silent'. */
  | 'no-webgpu'
  /** The engine does not answer; `problem` says which: 'silent', 'test', or 'ended' with the browser's reason as `why`. */
  | 'hanging'
  | 'device-lost'
  /** With the `engine`; if one buffer is too large, with its name as `part` and its `bytes`. */
  | 'out-of-memory'
  | 'shader'
  /** The `engine` computes something else than it should, by the known-answer test. */
  | 'wrong-numbers';

/** What went wrong with an engine, as plain data; entries of the app's first versions have no details. */
export interface Failure {
  reason: TrainFailure;
  details?: ErrorDetails;
}

/** Training cannot go on. */
export class TrainError extends UserError<'train', TrainFailure> {
  constructor(reason: TrainFailure, details?: ErrorDetails, options?: ErrorOptions) {
    super('train', reason, details, options);
  }
}
