import type { EngineName, Method } from '../model/run';

/** Full fine-tuning on the processor takes about 2 GB: weights, moments and gradients, here and in WebAssembly. */
const FULL_ON_CPU_NEEDS_GB = 4;

/**
 * Why this laptop should not train so, as one sentence, or nothing. `deviceMemory` is what the browser tells of the
 * laptop's memory, in GB (at most 8, and not by every browser).
 */
export function ramRefusal(
  engine: EngineName,
  method: Method,
  deviceMemory: number | undefined,
): string | undefined {
  if (engine !== 'cpu' || method !== 'full' || deviceMemory === undefined) return undefined;
  if (deviceMemory > FULL_ON_CPU_NEEDS_GB) return undefined;
  return (
    'Changing everything needs more memory than this laptop has ' +
    `(about ${deviceMemory} GB); a touch is possible.`
  );
}
