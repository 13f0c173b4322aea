import { headSize, IGNORE, type ModelConfig } from '../../model/config';
import type { Batch, EngineOptions } from '../engine';
import { MAX_EXPERTS } from './operations/grouping';

/** Throws a RangeError unless the kernels can compute this model: they load four numbers at a time. */
export function checkConfig(config: ModelConfig): void {
  const fours = {
    vocab: config.vocab,
    width: config.width,
    hidden: config.hidden,
    'head size': headSize(config),
  };
  for (const [name, size] of Object.entries(fours))
    if (!Number.isInteger(size) || size < 4 || size % 4 !== 0)
      throw new RangeError(`the WebGPU engine needs a ${name} that is a multiple of 4, not ${size}`);
  if (config.layers < 1) throw new RangeError('the WebGPU engine needs a model with at least one layer');
  if (config.experts < 1 || config.experts > MAX_EXPERTS)
    throw new RangeError(
      `the WebGPU engine needs 1 to ${MAX_EXPERTS} experts a layer, not ${config.experts}`,
    );
  if (config.topK < 1 || config.topK > config.experts)
    throw new RangeError(`${config.topK} of ${config.experts} experts cannot be chosen`);
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
