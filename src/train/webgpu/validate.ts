import { headSize, type ModelConfig } from '../../model/config';
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
