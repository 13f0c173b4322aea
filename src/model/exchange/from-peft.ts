import { type AdapterWeights, adapterTable, adapterTensors, isFinite16, packAdapter } from '../adapter';
import { BASE_SHA256, type ModelConfig } from '../config';
import { type PeftFolder, peftName } from '../peft';
import { readSafetensors, SafetensorsError, type Tensor } from '../safetensors';
import { MAX_BUNDLE_BYTES } from './bundle';
import { readLora } from './peft-lora';
import { namedParts, readValues, refuseStranger } from './peft-parts';
import { checkSettings, readSettings, readTargets, type Settings, setting } from './peft-settings';
import { FileRefused, isPickle, refuseStandIn } from './refused';

/** Training programs write all they know into the header. */
const MAX_PEFT_HEADER_BYTES = 16 * 1024 * 1024;

/** An adapter that came as PEFT's two files. */
export interface FromPeft {
  weights: AdapterWeights;
  /** Whether the files say for which base it was made; those that Python writes do not. */
  baseTold: boolean;
}

/**
 * Reads a PEFT folder that may come from anyone: `LN_TUNING` of every norm, or `LORA` on any of the matrices that the app
 * adapts, as PEFT saves them under `transformers` before version 5 and since. Values are rounded to float16.
 * Source: https://github.com/huggingface/peft, tuners/lora/config.py, tuners/lora/layer.py, utils/save_and_load.py
 *
 * @throws FileRefused unless the app's model with what it gives computes the same as PEFT's
 */
export function readPeft(folder: PeftFolder, config: ModelConfig, base = BASE_SHA256): FromPeft {
  for (const [name, file] of Object.entries(folder)) refuseStandIn(name, file);
  const settings = readSettings(folder['adapter_config.json']);
  const type = setting(settings, 'peft_type');
  if (type !== 'LORA' && type !== 'LN_TUNING') throw new FileRefused('method');
  checkSettings(settings);
  const { tensors, metadata } = open(folder['adapter_model.safetensors']);
  const told = metadata.base_sha256;
  if (told !== undefined && told !== base) throw new FileRefused('other-base');
  const parts = namedParts(tensors);
  const weights =
    type === 'LORA'
      ? packAdapter('lora', readLora(settings, parts, config), config)
      : packAdapter('norm', readGains(settings, parts, config), config);
  // Also what was finite, and is too large for float16.
  if (!adapterTensors(weights, config).every(([, { bytes }]) => isFinite16(bytes)))
    throw new FileRefused('not-finite');
  return { weights, baseTold: told !== undefined };
}

function open(file: Uint8Array) {
  if (file.byteLength > MAX_BUNDLE_BYTES) throw new FileRefused('too-large');
  try {
    return readSafetensors(file, MAX_PEFT_HEADER_BYTES);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    if (error.reason === 'damaged') throw new FileRefused('damaged');
    if (error.reason === 'other-type') throw new FileRefused('type', { type: error.details.problem });
    throw new FileRefused(isPickle(file) ? 'pickle' : 'not-weights', { name: 'adapter_model.safetensors' });
  }
}

/** Every norm's gain, by the model's name for it. The base's own are not known here, so none may be missing. */
function readGains(
  settings: Settings,
  parts: ReadonlyMap<string, Tensor>,
  config: ModelConfig,
): Map<string, Float32Array> {
  const targets = readTargets(settings);
  const gains = new Map(
    adapterTable({ method: 'norm' }, config).map(({ name, shape }) => {
      const part = peftName(name);
      const tensor = parts.get(part);
      const isTarget = targets.module(name.replace(/\.weight$/, ''));
      if (!isTarget || tensor?.shape.join() !== shape.join()) throw new FileRefused('misfit', { part });
      return [name, readValues(tensor)] as const;
    }),
  );
  const own = new Set([...gains.keys()].map(peftName));
  for (const name of parts.keys()) if (!own.has(name)) refuseStranger(name);
  return gains;
}
