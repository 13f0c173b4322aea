import { IGNORE, type ModelConfig } from '../model/config';
import type { Batch, EngineOptions, EngineState } from './engine';

/** How many positions of a batch are predicted. */
export function predictedTokens({ targets }: Batch): number {
  return targets.reduce((count, target) => count + Number(target !== IGNORE), 0);
}

/** Throws a RangeError where there is nothing to learn: no position of the batch is predicted. */
export function requirePredicted(predicted: number): void {
  if (predicted === 0) throw new RangeError('a batch to learn from needs a token to predict');
}

/** Throws a RangeError unless the batch fits the model and what the engine was made for. */
export function checkBatch(
  batch: Batch,
  { vocab }: ModelConfig,
  { maxTokens, maxLength }: EngineOptions,
): void {
  const { rows, length, ids, targets } = batch;
  const tokens = rows * length;
  if (rows < 1 || length < 1 || ids.length !== tokens || targets.length !== tokens)
    throw new RangeError(
      `a batch of ${rows} x ${length} tokens has ${ids.length} ids and ${targets.length} targets`,
    );
  if (tokens > maxTokens || length > maxLength)
    throw new RangeError(`a batch of ${rows} x ${length} tokens is more than the engine was made for`);
  if (!ids.every((id) => id >= 0 && id < vocab))
    throw new RangeError('a batch holds an id outside the vocabulary');
  if (!targets.every((target) => target === IGNORE || (target >= 0 && target < vocab)))
    throw new RangeError('a batch holds a target outside the vocabulary');
}

/**
 * Checks that a saved state is one of the model and method whose trained parameters are `parameters`.
 *
 * @throws RangeError if a parameter is missing, has another size or is not trained here
 */
export function checkState(
  { values, momenta, variances }: EngineState,
  parameters: readonly { name: string; size: number }[],
): void {
  for (const part of [values, momenta, variances]) {
    for (const { name, size } of parameters)
      if (part.get(name)?.length !== size)
        throw new RangeError(`the saved state has not the ${size} numbers of "${name}"`);
    if (part.size !== parameters.length)
      throw new RangeError('the saved state has parameters that are not trained here');
  }
}
