/** For tests: adapters whose every number is another, and PEFT folders to be changed. */
import { type AdapterKind, type AdapterWeights, adapterTable, packAdapter } from '../adapter';
import type { ModelConfig } from '../config';
import { TINY_CONFIG } from '../model.fixtures';
import { type PeftFolder, peftFolder } from '../peft';
import { readSafetensors, type Tensor, writeSafetensors } from '../safetensors';
import type { ClaimedRun } from './facts';

export function someAdapter(kind: AdapterKind, config: ModelConfig, seed = 1): AdapterWeights {
  const values = adapterTable(kind, config).map(
    ({ name, size }, i) =>
      [name, new Float32Array(size).map((_, at) => (((31 * i + 7 * at + seed) % 257) - 128) / 64)] as const,
  );
  return packAdapter(kind.method, new Map(values), config);
}

export const RUN: ClaimedRun = {
  engine: 'cpu',
  device: 'a processor, 2 threads',
  ...{ steps: 100, lr: 0.001, seed: 0 },
  tokens: { train: 3000, held: 700, general: 2500 },
  personal: { before: 40, after: 35.7 },
  general: { before: 25, after: 25.4 },
  uncertainty: { personal: { value: 1.12, low: 1.09, high: 1.15 }, general: { value: 0.016 } },
  attribution: {
    random: { value: 0.83, low: 0.79, high: 0.88 },
    other: { id: 'diary', value: 1.03, low: 1.01, high: 1.05 },
    rest: { value: 1.09, low: 1.06, high: 1.11 },
    trained: 1,
  },
  curve: [
    [0, null, 40],
    [1, 3.7, null],
    [100, 3.4, 35.7],
  ],
  ended: 'complete',
  skipped: 0,
  seconds: { load: 0.5, train: 5.6, eval: 1.2, total: 8, promised: 9 },
};

export const made = (kind: Exclude<AdapterKind, { method: 'full' }>) => {
  const adapter = someAdapter(kind, TINY_CONFIG) as Exclude<AdapterWeights, { method: 'full' }>;
  return { adapter, folder: peftFolder(adapter, TINY_CONFIG) };
};
export const NORM = { method: 'norm' } as const;
export const LORA = { method: 'lora', lora: { rank: 8, targets: 'all' } } as const;

export interface Parts {
  settings: Record<string, unknown> & { target_modules: string[] };
  tensors: Map<string, Tensor>;
  metadata: Record<string, string>;
}

/** A folder with its settings and tensors changed. */
export function changed(folder: PeftFolder, change: (parts: Parts) => void): PeftFolder {
  const settings = JSON.parse(new TextDecoder().decode(folder['adapter_config.json']));
  const parts = { settings, ...readSafetensors(folder['adapter_model.safetensors']) };
  change(parts);
  return {
    'adapter_config.json': new TextEncoder().encode(JSON.stringify(parts.settings)),
    'adapter_model.safetensors': writeSafetensors(parts.tensors, parts.metadata),
  };
}

/** The tensors under other names, or with other contents. */
export function mapped(
  tensors: Map<string, Tensor>,
  change: (name: string, tensor: Tensor) => [string, Tensor],
) {
  const all = [...tensors].map(([name, tensor]) => change(name, tensor));
  tensors.clear();
  for (const [name, tensor] of all) tensors.set(name, tensor);
}
