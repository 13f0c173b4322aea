import type { ModelConfig } from '../config';
import { LORA_RANKS, type LoraTargets, loraNames, loraParameters } from '../lora';
import { layerNames } from '../parameters';
import type { Tensor } from '../safetensors';
import { type Factors, fusedIn, fusedParameters } from './peft-experts';
import { readValues, refuseStranger } from './peft-parts';
import { readScaling, readTargets, type Settings } from './peft-settings';
import { FileRefused } from './refused';

/** The largest rank of the app. */
const MOST = LORA_RANKS.at(-1)!;

/**
 * The factors of an adapter of this app, by name, that computes what PEFT's LoRA does. PEFT's scale is multiplied into B;
 * ranks are filled up to the same one, and matrices that are not adapted are filled in, with zeros, which changes nothing.
 *
 * @throws FileRefused
 */
export function readLora(
  settings: Settings,
  parts: ReadonlyMap<string, Tensor>,
  config: ModelConfig,
): Map<string, Float32Array> {
  const all = loraParameters(config, { rank: 1, targets: 'all' });
  const shapes = new Map(all.map(({ name, shape }) => [name, shape]));
  const matrices = [...shapes.keys()].filter((name) => name.includes('lora_A')).map(moduleOf);
  const scaling = readScaling(settings);
  const targets = readTargets(settings);
  const found = new Map<string, Factors>();
  const read = new Set<string>();
  const take = (name: string, shape: number[]): Float32Array => {
    const tensor = parts.get(name);
    if (tensor?.shape.join() !== shape.join()) throw new FileRefused('misfit', { part: name });
    read.add(name);
    return readValues(tensor);
  };
  const pair = (module: string, scaled: string, rows: number, columns: number, copies = 1): Factors => {
    const [a, b] = [`${module}.lora_A.weight`, `${module}.lora_B.weight`];
    // A model for another base is no matter of its rank.
    if (parts.get(a)?.shape[1] !== columns) throw new FileRefused('misfit', { part: a });
    const { rank, scale } = scaling(scaled);
    // Before anything is made of it. What is two matrices in one may have the ranks of both.
    if (rank > 2 * MOST) throw new FileRefused('rank', { rank, most: MOST });
    return { a: take(a, [copies * rank, columns]), b: take(b, [rows, copies * rank]), rank, scale };
  };

  for (const module of matrices) {
    const { a, b } = loraNames(`${module}.weight`);
    const isThere = parts.has(a) || parts.has(b);
    if (isThere !== targets.module(module)) throw new FileRefused('misfit', { part: module });
    if (isThere) found.set(module, pair(module, module, shapes.get(b)![0], shapes.get(a)![1]));
  }
  for (let layer = 0; layer < config.layers; layer++) {
    const fused = fusedIn(layer, parts, config);
    for (const parameter of fusedParameters(layer)) {
      const isThere = fused.some((one) => one.parameter === parameter);
      if (isThere !== targets.parameter(parameter)) throw new FileRefused('misfit', { part: parameter });
    }
    for (const { module, parameter, rows, columns, split } of fused)
      for (const [matrix, factors] of split(pair(module, parameter, rows, columns, config.experts))) {
        if (found.has(moduleOf(matrix))) throw new FileRefused('misfit', { part: module });
        found.set(moduleOf(matrix), factors);
      }
  }
  for (const name of parts.keys()) if (!read.has(name)) refuseStranger(name);
  for (const name of others(config))
    if (targets.module(name)) throw new FileRefused('setting', { key: 'target_modules' });
  if (found.size === 0) throw new FileRefused('setting', { key: 'target_modules' });
  return filled(found, config);
}

const moduleOf = (name: string) => name.replace(/(\.lora_A)?\.weight$/, '');

/** Modules of the model, as PEFT names them, that LoRA could adapt and this app does not. */
function others(config: ModelConfig): string[] {
  const routers = Array.from({ length: config.layers }, (_, i) => moduleOf(layerNames(i).router));
  return [...routers, 'model.embed_tokens', 'lm_head'];
}

function filled(found: ReadonlyMap<string, Factors>, config: ModelConfig): Map<string, Float32Array> {
  const rank = Math.max(...[...found.values()].map((factors) => factors.rank));
  const kept = LORA_RANKS.find((possible) => possible >= rank);
  if (!kept) throw new FileRefused('rank', { rank, most: MOST });
  const hasExperts = [...found.keys()].some((module) => module.includes('.experts.'));
  const targets: LoraTargets = hasExperts ? 'all' : 'attention';
  return new Map(
    loraParameters(config, { rank: kept, targets }).map(({ name, size }) => {
      const values = new Float32Array(size);
      const factors = found.get(name.replace(/\.lora_[AB]\.weight$/, ''));
      if (factors && name.includes('lora_A')) values.set(factors.a);
      else if (factors) widen(factors, kept, values);
      return [name, values];
    }),
  );
}

/** B times its scale, with columns of zeros on the right: [out, kept]. */
function widen({ b, rank, scale }: Factors, kept: number, into: Float32Array): void {
  for (let i = 0; i < b.length; i++) into[Math.floor(i / rank) * kept + (i % rank)] = b[i] * scale;
}
