import type { EngineName, Method } from '../model/run';

/**
 * With this much memory or less, in GB, a laptop has no room for what full fine-tuning takes beside the browser and the
 * evaluator. On the processor that is 0.73 GB of weights, moments and gradients, and 450 MB for each checkpoint.
 */
const LITTLE_MEMORY_GB = 4;

/** Why a laptop has too little memory: what it has and what it would need more than, in GB. */
export interface RamRefusal {
  hasGb: number;
  needsGb: number;
}

/**
 * Why this laptop should not train so, or nothing. `deviceMemory` is the laptop's memory as the browser gives it, in GB
 * (at most 8, and not by every browser).
 */
export function ramRefusal(
  engine: EngineName,
  method: Method,
  deviceMemory: number | undefined,
): RamRefusal | undefined {
  if (engine !== 'cpu' || !isShort(method, deviceMemory)) return undefined;
  return { hasGb: deviceMemory, needsGb: LITTLE_MEMORY_GB };
}

/** Whether this laptop has room for checkpoints of a run; `deviceMemory` as for `ramRefusal`. */
export function hasRoomForCheckpoints(method: Method, deviceMemory: number | undefined): boolean {
  return !isShort(method, deviceMemory);
}

function isShort(method: Method, deviceMemory: number | undefined): deviceMemory is number {
  return method === 'full' && deviceMemory !== undefined && deviceMemory <= LITTLE_MEMORY_GB;
}
