import type { ModelConfig } from './config';
import { float16ToFloat32, float32ToFloat16 } from './float16';
import { gainNames, parameters } from './parameters';
import { type Tensor, writeSafetensors } from './safetensors';

/**
 * What training leaves behind. Both forms are kept in float16, and every number the app shows was
 * measured with the float16 values, so that what is kept is what was measured.
 *
 * - `norm`: the gains of every RMSNorm, one after the other (`gainNames`): 9,216 bytes for the base.
 * - `full`: all weights, as a float16 `model.safetensors`: 75.5 MB for the base.
 */
export type AdapterWeights =
  | { method: 'norm'; bytes: Uint8Array<ArrayBuffer> }
  | { method: 'full'; bytes: Uint8Array<ArrayBuffer> };

/** Packs trained values (float32, by parameter name) into an adapter. */
export function packAdapter(
  method: AdapterWeights['method'],
  trained: ReadonlyMap<string, Float32Array>,
  config: ModelConfig,
): AdapterWeights {
  const half = (name: string): Uint8Array<ArrayBuffer> => {
    const values = trained.get(name);
    if (!values) throw new RangeError(`the training result lacks "${name}"`);
    return float32ToFloat16(values);
  };
  if (method === 'norm') {
    const bytes = new Uint8Array(gainNames(config).length * config.width * 2);
    gainNames(config).forEach((name, i) => {
      bytes.set(half(name), i * config.width * 2);
    });
    return { method, bytes };
  }
  const tensors = parameters(config).map(({ name, shape }): [string, Tensor] => [
    name,
    { dtype: 'F16', shape, bytes: half(name) },
  ]);
  return { method, bytes: writeSafetensors(tensors) };
}

/** The gains of a norm-only adapter as float32, in `gainNames` order: [norms * width]. */
export function unpackGains(bytes: Uint8Array, config: ModelConfig): Float32Array<ArrayBuffer> {
  const expected = gainNames(config).length * config.width * 2;
  if (bytes.byteLength !== expected)
    throw new RangeError(`a norm-only adapter has ${expected} bytes, not ${bytes.byteLength}`);
  return float16ToFloat32(bytes);
}
