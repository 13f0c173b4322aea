import type { ModelConfig } from './config';
import { float16ToFloat32, float32ToFloat16 } from './float16';
import { LORA_RANKS, type Lora, loraOf, loraParameters } from './lora';
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

/** What an adapter changes, which decides the names and shapes of its parts. */
export type AdapterKind = { method: 'norm' } | { method: 'lora'; lora: Lora } | { method: 'full' };

/** The parts of an adapter, in the order in which they are kept. */
export function adapterTable(kind: AdapterKind, config: ModelConfig): Parameter[] {
  if (kind.method === 'lora') return loraParameters(config, kind.lora);
  return parameters(config).filter((parameter) => kind.method === 'full' || parameter.kind === 'gain');
}

/** How many numbers an adapter holds. Each is kept in float16, two bytes. */
export function adapterSize(kind: AdapterKind, config: ModelConfig): number {
  return adapterTable(kind, config).reduce((sum, { size }) => sum + size, 0);
}

/** What kind of adapter these are the weights of. */
export function kindOf({ method, bytes }: AdapterWeights, config: ModelConfig): AdapterKind {
  return method === 'lora' ? { method, lora: loraOf(config, unpackLora(bytes, config)) } : { method };
}

/** The parts of an adapter as float16 tensors, by name, in the order of `adapterTable`. */
export function adapterTensors({ method, bytes }: AdapterWeights, config: ModelConfig): [string, Tensor][] {
  if (method !== 'norm') return [...readSafetensors(bytes).tensors];
  const size = 2 * config.width;
  return gainNames(config).map((name, i) => [
    name,
    { dtype: 'F16', shape: [config.width], bytes: bytes.subarray(i * size, (i + 1) * size) },
  ]);
}

/** The adapter whose parts are `tensors`: the inverse of `adapterTensors`. */
export function adapterOf(
  method: AdapterWeights['method'],
  tensors: readonly [string, Tensor][],
): AdapterWeights {
  if (method !== 'norm') return { method, bytes: writeSafetensors(tensors) };
  const bytes = new Uint8Array(tensors.reduce((sum, [, tensor]) => sum + tensor.bytes.byteLength, 0));
  let at = 0;
  for (const [, tensor] of tensors) {
    bytes.set(tensor.bytes, at);
    at += tensor.bytes.byteLength;
  }
  return { method, bytes };
}

/** Packs trained values (float32, by parameter name) into an adapter. */
export function packAdapter(
  method: AdapterWeights['method'],
  trained: ReadonlyMap<string, Float32Array>,
  config: ModelConfig,
): AdapterWeights {
  const kind: AdapterKind = method === 'lora' ? { method, lora: loraOf(config, trained) } : { method };
  const tensors = adapterTable(kind, config).map(({ name, shape }): [string, Tensor] => {
    const values = trained.get(name);
    if (!values) throw new RangeError(`the training result lacks "${name}"`);
    return [name, { dtype: 'F16', shape, bytes: float32ToFloat16(values) }];
  });
  return adapterOf(method, tensors);
}

/** Whether each of some float16 values is a number, and none infinite. */
export function isFinite16(bytes: Uint8Array): boolean {
  for (let i = 1; i < bytes.length; i += 2) if ((bytes[i] & 0x7c) === 0x7c) return false;
  return true;
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
    throw new SafetensorsError('other-model', 'its LoRA factors do not fit');
  return values;
}
