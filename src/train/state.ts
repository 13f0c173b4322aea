import type { EngineState } from './engine';

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
