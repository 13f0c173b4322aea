import type { ModelConfig } from './config';
import { float16ToFloat32, float32ToFloat16 } from './float16';
import { LORA_RANKS, loraOf, loraParameters } from './lora';
import { gainNames, type Parameter, parameters } from './parameters';
import { readSafetensors, SafetensorsError, type Tensor, writeSafetensors } from './safetensors';

/**
 * What training leaves behind. All forms are kept in float16, and every number the app shows was
 * measured with the float16 values, so that what is kept is what was measured.
 *
 * - `norm`: the gains of every RMSNorm, one after the other (`gainNames`): 9,216 bytes for the base.
 * - `lora`: the factors A and B of every adapted matrix (`loraParameters`), as a float16 safetensors file.
 * - `full`: all weights, as a float16 `model.safetensors`: 75.5 MB for the base.
 */
export type AdapterWeights =
  | { method: 'norm'; bytes: Uint8Array<ArrayBuffer> }
  | { method: 'lora'; bytes: Uint8Array<ArrayBuffer> }
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
  const table = method === 'lora' ? loraParameters(config, loraOf(config, trained)) : parameters(config);
  const tensors = table.map(({ name, shape }): [string, Tensor] => [
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

/**
 * The factors of a LoRA adapter as float32, by name. Its rank and its targets follow from what it holds.
 *
 * @throws SafetensorsError when that is anything but a LoRA adapter of the model
 */
export function unpackLora(bytes: Uint8Array, config: ModelConfig): Map<string, Float32Array<ArrayBuffer>> {
  const { tensors } = readSafetensors(bytes);
  const values = new Map<string, Float32Array<ArrayBuffer>>();
  for (const [name, { dtype, bytes }] of tensors)
    if (dtype === 'F16') values.set(name, float16ToFloat32(bytes));
  const lora = loraOf(config, values);
  const isThere = ({ name, shape }: Parameter) =>
    values.has(name) && tensors.get(name)!.shape.join() === shape.join();
  const table = LORA_RANKS.includes(lora.rank) ? loraParameters(config, lora) : [];
  if (table.length === 0 || table.length !== tensors.size || !table.every(isThere))
    throw new SafetensorsError('This LoRA adapter belongs to another model: its parts do not fit this one.');
  return values;
}
