import { UserError } from '../model/user-error';

/**
 * - `stopped`: the evaluator's worker has died;
 * - `closed`: it was closed while it was asked;
 * - `no-memory`: a model could not be opened, which takes memory;
 * - `no-memory-for-cache`: the same of a neural cache;
 * - `failed`: a model that was opened fails at its work;
 * - `too-short`: a text has no token to predict;
 * - `too-short-for-cache`: a text has no token to keep;
 * - `gate-changed`: the file of the gate is not the one that belongs to the app;
 * - `sampling`: a text cannot be written with such options.
 */
export type EvaluationFailure =
  | 'stopped'
  | 'closed'
  | 'no-memory'
  | 'no-memory-for-cache'
  | 'failed'
  | 'too-short'
  | 'too-short-for-cache'
  | 'gate-changed'
  | 'sampling';

/** An evaluation cannot be done. */
export class EvaluationError extends UserError<'evaluation', EvaluationFailure> {
  constructor(reason: EvaluationFailure, options?: ErrorOptions) {
    super('evaluation', reason, {}, options);
  }
}
