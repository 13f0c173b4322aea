import { type AdapterWeights, adapterTable, adapterTensors, isFinite16, packAdapter } from '../adapter';
import { BASE_SHA256, type ModelConfig } from '../config';
import { float16ToFloat32 } from '../float16';
import { LORA_RANKS, loraParameters } from '../lora';
import { ATTENTION_MODULES, EXPERT_MODULES, NORM_MODULES, type PeftFolder, PREFIX, peftName } from '../peft';
import { readSafetensors, SafetensorsError, type Tensor } from '../safetensors';
import { FileRefused } from './refused';

/** An adapter that came as PEFT's two files. */
export interface FromPeft {
  weights: AdapterWeights;
  /** Whether the files say for which base it was made; those that Python writes do not. */
  baseTold: boolean;
}

/** LoRA of the largest rank on all matrices is 7.4 MB in float32. */
export const MAX_PEFT_BYTES = 16e6;
const MAX_CONFIG_BYTES = 64 * 1024;

/**
 * Reads a PEFT folder that may come from anyone: `LN_TUNING` of every norm, or `LORA` on whole kinds of matrices. PEFT's
 * scale is multiplied into B; a rank or a kind of matrix that the app does not train is filled up with zeros, which
 * changes nothing. Values are rounded to float16.
 * Source: https://github.com/huggingface/peft, tuners/lora/config.py, tuners/lora/layer.py, utils/save_and_load.py
 *
 * @throws FileRefused unless names, shapes, types and settings are those of an adapter of the model
 */
export function readPeft(folder: PeftFolder, config: ModelConfig, base = BASE_SHA256): FromPeft {
  const settings = readSettings(folder['adapter_config.json']);
  const { tensors, metadata } = open(folder['adapter_model.safetensors']);
  const told = metadata.base_sha256;
  if (told !== undefined && told !== base) throw new FileRefused('other-base');
  const values = new Map<string, Tensor>();
  for (const [name, tensor] of tensors) {
    const own = ownName(name);
    if (values.has(own)) throw new FileRefused('misfit');
    values.set(own, tensor);
  }
  const type = setting(settings, 'peft_type');
  if (type !== 'LORA' && type !== 'LN_TUNING') throw new FileRefused('method');
  const weights = type === 'LORA' ? readLora(settings, values, config) : readGains(settings, values, config);
  if (!weights) throw new FileRefused('misfit');
  return { weights, baseTold: told !== undefined };
}

type Settings = Record<string, unknown>;

/** What `settings` itself says of `key`: never what it inherits. */
function setting(settings: Settings, key: string): unknown {
  return Object.hasOwn(settings, key) ? settings[key] : undefined;
}

function readSettings(file: Uint8Array): Settings {
  if (file.byteLength > MAX_CONFIG_BYTES) throw new FileRefused('too-large');
  try {
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file));
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch {
    // answered below, as JSON that is something else is
  }
  throw new FileRefused('not-ours');
}

function open(file: Uint8Array) {
  if (file.byteLength > MAX_PEFT_BYTES) throw new FileRefused('too-large');
  try {
    return readSafetensors(file);
  } catch (error) {
    throw error instanceof SafetensorsError ? new FileRefused('damaged') : error;
  }
}

/** The model's own name for a tensor: without PEFT's prefix, and without the name of the adapter that old versions save. */
function ownName(name: string): string {
  const plain = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;
  return plain.replace(/\.default\.weight$/, '.weight');
}

function readGains(
  settings: Settings,
  values: ReadonlyMap<string, Tensor>,
  config: ModelConfig,
): AdapterWeights | undefined {
  const modules = readModules(settings);
  checkOff(settings, ['modules_to_save']);
  if (!sameNames(modules, NORM_MODULES)) return undefined;
  const table = adapterTable({ method: 'norm' }, config);
  const gains = table.map(({ name, shape }) => {
    const tensor = values.get(peftName(name));
    return [name, tensor?.shape.join() === shape.join() ? read(tensor) : undefined] as const;
  });
  if (values.size !== table.length || gains.some(([, gain]) => !gain)) return undefined;
  return pack('norm', new Map(gains as [string, Float32Array][]), config);
}

/** Settings that change what LoRA computes, each of which has to be absent, null, false or empty. */
const OFF = [
  ...[
    'use_rslora',
    'use_dora',
    'use_qalora',
    'use_bdlora',
    'lora_bias',
    'fan_in_fan_out',
    'layer_replication',
  ],
  ...['modules_to_save', 'rank_pattern', 'alpha_pattern', 'layers_to_transform', 'target_parameters'],
  ...['trainable_token_indices', 'alora_invocation_tokens', 'arrow_config', 'kasa_config', 'velora_config'],
];
/** Ways to begin that leave the base as it is; the others move a part of the base into the factors. */
const BEGINNINGS: unknown[] = [undefined, null, true, false, 'gaussian', 'orthogonal', 'eva'];
const LARGEST_SCALE = 1000;

function readLora(
  settings: Settings,
  values: ReadonlyMap<string, Tensor>,
  config: ModelConfig,
): AdapterWeights | undefined {
  checkOff(settings, OFF);
  const bias = setting(settings, 'bias');
  if (bias !== undefined && bias !== 'none') throw new FileRefused('setting', 'bias');
  if (!BEGINNINGS.includes(setting(settings, 'init_lora_weights')))
    throw new FileRefused('setting', 'init_lora_weights');
  const rank = setting(settings, 'r');
  const kept = LORA_RANKS.find(
    (possible) => Number.isInteger(rank) && (rank as number) > 0 && possible >= (rank as number),
  );
  if (typeof rank !== 'number' || !kept) throw new FileRefused('setting', 'r');
  const alpha = setting(settings, 'lora_alpha');
  if (typeof alpha !== 'number' || !(Math.abs(alpha / rank) <= LARGEST_SCALE))
    throw new FileRefused('setting', 'lora_alpha');
  const modules = readModules(settings);
  const isTarget = (name: string) => modules.includes(name.split('.').at(-3)!);
  const known = [...ATTENTION_MODULES, ...EXPERT_MODULES];
  if (modules.length === 0 || !modules.every((name) => known.includes(name)))
    throw new FileRefused('setting', 'target_modules');

  const targets = modules.some((name) => EXPERT_MODULES.includes(name)) ? 'all' : 'attention';
  const theirs = loraParameters(config, { rank, targets }).filter(({ name }) => isTarget(name));
  const fit = theirs.every(({ name, shape }) => values.get(name)?.shape.join() === shape.join());
  if (!fit || values.size !== theirs.length) return undefined;
  const filled = loraParameters(config, { rank: kept, targets }).map(({ name, shape, size }) => {
    if (!isTarget(name)) return [name, new Float32Array(size)] as const;
    const isA = name.includes('lora_A');
    const given = read(values.get(name)!);
    return [name, isA ? padded(given, size) : widened(given, rank, shape[1], alpha / rank)] as const;
  });
  return pack('lora', new Map(filled), config);
}

function checkOff(settings: Settings, keys: readonly string[]): void {
  for (const key of keys) {
    const value = setting(settings, key);
    const isOff = !value || (typeof value === 'object' && Object.keys(value).length === 0);
    if (!isOff) throw new FileRefused('setting', key);
  }
}

function readModules(settings: Settings): string[] {
  const modules = setting(settings, 'target_modules');
  if (!Array.isArray(modules) || !modules.every((name) => typeof name === 'string'))
    throw new FileRefused('setting', 'target_modules');
  return modules;
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...others].sort().join();
}

/** The values of a tensor of float32, float16 or bfloat16. */
function read({ dtype, bytes }: Tensor): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case 'F32':
      return new Float32Array(bytes.slice().buffer);
    case 'F16':
      return float16ToFloat32(bytes);
    case 'BF16':
      // The upper half of a float32.
      return new Float32Array(
        Uint32Array.from(new Uint16Array(bytes.slice().buffer), (bits) => bits << 16).buffer,
      );
    default:
      throw new FileRefused('misfit');
  }
}

/** A [rank, columns] with rows of zeros below. */
function padded(a: Float32Array, size: number): Float32Array {
  const out = new Float32Array(size);
  out.set(a);
  return out;
}

/** B [out, rank] times `scale`, with columns of zeros on the right: [out, kept]. */
function widened(b: Float32Array, rank: number, kept: number, scale: number): Float32Array {
  const out = new Float32Array((b.length / rank) * kept);
  for (let i = 0; i < b.length; i++) out[Math.floor(i / rank) * kept + (i % rank)] = b[i] * scale;
  return out;
}

function pack(
  method: AdapterWeights['method'],
  values: ReadonlyMap<string, Float32Array>,
  config: ModelConfig,
): AdapterWeights {
  const weights = packAdapter(method, values, config);
  // Also what was finite, and is too large for float16.
  if (!adapterTensors(weights, config).every(([, { bytes }]) => isFinite16(bytes)))
    throw new FileRefused('not-finite');
  return weights;
}
