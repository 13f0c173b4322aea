import { type AdapterWeights, adapterTensors } from '../model/adapter';
import type { ModelConfig } from '../model/config';
import { toFloat32 } from '../model/weights';
import type { Checkpoint } from './loop';

/**
 * A run before its first step that goes on from the values of `adapter`, as a checkpoint: AdamW's moments are zero, the
 * schedule, the windows and the count of steps begin anew. The values are float16, as the adapter keeps them.
 *
 * @throws RangeError for full fine-tuning: its checkpoint would hold 450 MB, most of them zeros
 */
export function warmStart(adapter: AdapterWeights, config: ModelConfig): Checkpoint {
  if (adapter.method === 'full') throw new RangeError('full fine-tuning can only begin from the base');
  const values = new Map(
    adapterTensors(adapter, config).map(([name, tensor]) => [name, toFloat32(tensor)] as const),
  );
  const zeros = () => new Map([...values].map(([name, { length }]) => [name, new Float32Array(length)]));
  return {
    step: 0,
    losses: [],
    held: new Map(),
    engine: { steps: 0, values, momenta: zeros(), variances: zeros() },
  };
}
