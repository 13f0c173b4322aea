/** For tests: the reference sets (made in float64 by PyTorch) and the base, from the project's files. */
import { readFileSync } from 'node:fs';
import baseJson from '../../models/fractalmoe-30m/config.json';
import { type ModelConfig, parseConfig } from './config';
import { parameters } from './parameters';
import { readSafetensors } from './safetensors';
import { toFloat32, type Weights, weightsFrom } from './weights';

/** The model of the small reference sets. */
export const TINY_CONFIG: ModelConfig = parseConfig({
  ...baseJson,
  vocab_size: 96,
  hidden_size: 32,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  num_local_experts: 4,
  intermediate_size: 24,
  max_position_embeddings: 32,
});

/** How long a busy machine may take to open a session before a test gives up, in milliseconds. */
export const OPENING = 60_000;

/** A file of the project as bytes; not as a Node `Buffer`, whose `slice` does not copy. */
export function readBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../../${path}`, import.meta.url)));
}

export function readJson(path: string): object {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

/** A reference set: rows of ids and targets, and the values that an engine should reach. */
export function readReference(name: 'tiny-10' | 'base-10') {
  const { tensors } = readSafetensors(readBytes(`src/model/fixtures/${name}.safetensors`));
  const tensor = (key: string) => {
    const found = tensors.get(key);
    if (!found) throw new RangeError(`the reference set ${name} has no "${key}"`);
    return found;
  };
  const rows = (key: string): Int32Array[] => {
    const { shape, bytes } = tensor(key);
    const all = new Int32Array(bytes.slice().buffer);
    return Array.from({ length: shape[0] }, (_, r) => all.subarray(r * shape[1], (r + 1) * shape[1]));
  };
  return {
    ids: rows('ids'),
    targets: rows('targets'),
    floats: (key: string): Float32Array => toFloat32(tensor(key)),
  };
}

export function tinyWeights(): Weights {
  const { floats } = readReference('tiny-10');
  return weightsFrom(new Map(parameters(TINY_CONFIG).map(({ name }) => [name, floats(`weights.${name}`)])));
}

/** The largest difference as a share of the largest expected value. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return actual.length === expected.length ? difference / largest : Number.POSITIVE_INFINITY;
}
