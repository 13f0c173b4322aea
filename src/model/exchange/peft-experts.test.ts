import { describe, expect, test } from 'vitest';
import { type AdapterWeights, unpackLora } from '../adapter';
import { loraNames } from '../lora';
import { TINY_CONFIG } from '../model.fixtures';
import { layerNames } from '../parameters';
import { type PeftFolder, peftFolder } from '../peft';
import { readSafetensors, type Tensor, writeSafetensors } from '../safetensors';
import { toFloat32 } from '../weights';
import { someAdapter } from './exchange.fixtures';
import { readPeft } from './from-peft';

const { experts, hidden, width, layers } = TINY_CONFIG;
const PREFIX = 'base_model.model.';
const tensor = (shape: number[], value: (row: number, column: number) => number): Tensor => ({
  ...{ dtype: 'F32', shape },
  bytes: new Uint8Array(
    Float32Array.from({ length: shape[0] * shape[1] }, (_, at) =>
      value(Math.floor(at / shape[1]), at % shape[1]),
    ).buffer,
  ),
});

const adapter = someAdapter({ method: 'lora', lora: { rank: 4, targets: 'all' } }, TINY_CONFIG) as Exclude<
  AdapterWeights,
  { method: 'full' }
>;

/** The adapter as PEFT saves it under `transformers` 5, with the experts' factors in one, each at its place by PEFT's rule. */
function fused(change: (parts: { settings: Record<string, unknown>; tensors: Map<string, Tensor> }) => void) {
  const folder = peftFolder(adapter, TINY_CONFIG);
  const settings = JSON.parse(new TextDecoder().decode(folder['adapter_config.json']));
  const { tensors, metadata } = readSafetensors(folder['adapter_model.safetensors']);
  const rank = 4;
  for (let layer = 0; layer < layers; layer++) {
    const factor = (name: string) => toFloat32(tensors.get(PREFIX + name)!);
    const names = (e: number, matrix: 'w1' | 'w2' | 'w3') => loraNames(layerNames(layer).expert(e, matrix));
    const all = (matrix: 'w1' | 'w2' | 'w3') =>
      Array.from({ length: experts }, (_, e) => {
        const { a, b } = names(e, matrix);
        return { a: factor(a), b: factor(b) };
      });
    const [w1, w2, w3] = [all('w1'), all('w2'), all('w3')];
    const at = `${PREFIX}model.layers.${layer}.mlp.experts`;
    // Rows of A: by experts, then ranks. Columns of B: by ranks, then experts.
    const of = (row: number) => ({ e: Math.floor(row / (2 * rank)), k: row % (2 * rank) });
    tensors.set(
      `${at}.base_layer.lora_A.weight`,
      tensor([2 * rank * experts, width], (row, column) => {
        const { e, k } = of(row);
        return k < rank ? w1[e].a[k * width + column] : w3[e].a[(k - rank) * width + column];
      }),
    );
    tensors.set(
      `${at}.base_layer.lora_B.weight`,
      tensor([2 * hidden, 2 * rank * experts], (row, column) => {
        const [k, e] = [Math.floor(column / experts), column % experts];
        if (row < hidden) return k < rank ? w1[e].b[row * rank + k] : 0;
        return k < rank ? 0 : w3[e].b[(row - hidden) * rank + k - rank];
      }),
    );
    tensors.set(
      `${at}.lora_A.weight`,
      tensor(
        [rank * experts, hidden],
        (row, column) => w2[Math.floor(row / rank)].a[(row % rank) * hidden + column],
      ),
    );
    tensors.set(
      `${at}.lora_B.weight`,
      tensor(
        [width, rank * experts],
        (row, column) => w2[column % experts].b[row * rank + Math.floor(column / experts)],
      ),
    );
  }
  for (const name of [...tensors.keys()]) if (name.includes('block_sparse_moe')) tensors.delete(name);
  Object.assign(settings, {
    target_modules: ['q_proj', 'k_proj', 'v_proj', 'o_proj'],
    target_parameters: ['gate_up_proj', 'down_proj'],
    rank_pattern: { '.*\\.gate_up_proj': 8 },
    alpha_pattern: { '.*\\.gate_up_proj': 8 },
  });
  change({ settings, tensors });
  const written: PeftFolder = {
    'adapter_config.json': new TextEncoder().encode(JSON.stringify(settings)),
    'adapter_model.safetensors': writeSafetensors(tensors, metadata),
  };
  return () => readPeft(written, TINY_CONFIG).weights;
}

describe('experts in one, as PEFT saves them under transformers 5', () => {
  test('come back as they went', () => {
    expect(fused(() => {})()).toEqual(adapter);
  });

  test('are read where gate and up share their factors, as after training in one', () => {
    // In no blocks any more: the upper half takes something from the factors of the lower one.
    const bOf = 'base_model.model.model.layers.1.mlp.experts.base_layer.lora_B.weight';
    const trained = fused(({ tensors }) => {
      const { shape, bytes } = tensors.get(bOf)!;
      const values = new Float32Array(bytes.slice().buffer);
      // Row 0, rank 6, expert 1.
      values[6 * experts + 1] = 0.5;
      tensors.set(bOf, { dtype: 'F32', shape, bytes: new Uint8Array(values.buffer) });
    })();
    const [before, after] = [adapter, trained].map(({ bytes }) => unpackLora(bytes, TINY_CONFIG));
    const product = (factors: typeof before, matrix: string, row: number, column: number) => {
      const { a, b } = loraNames(matrix);
      const columns = width;
      const rank = factors.get(a)!.length / columns;
      let sum = 0;
      for (let k = 0; k < rank; k++)
        sum += factors.get(b)![row * rank + k] * factors.get(a)![k * columns + column];
      return sum;
    };
    const [w1, w3] = (['w1', 'w3'] as const).map((matrix) => layerNames(1).expert(1, matrix));
    const shared = before.get(loraNames(w3).a)!.subarray(2 * width, 3 * width);
    for (let column = 0; column < width; column++) {
      const more = product(after, w1, 0, column) - product(before, w1, 0, column);
      expect(more).toBeCloseTo(0.5 * shared[column], 5);
      for (const [matrix, row] of [
        [w1, 1],
        [w3, 0],
      ] as const)
        expect(product(after, matrix, row, column)).toBeCloseTo(product(before, matrix, row, column), 5);
    }
  });

  test('are read where only one of the two parameters is adapted', () => {
    const alone = fused(({ settings, tensors }) => {
      settings.target_parameters = ['mlp.experts.gate_up_proj'];
      const inner = [...tensors].filter(([name]) => name.includes('base_layer'));
      for (const name of [...tensors.keys()]) if (name.includes('.experts.')) tensors.delete(name);
      // It has the shorter name now, which was that of the other one.
      for (const [name, part] of inner) tensors.set(name.replace('base_layer.', ''), part);
    })();
    const [before, after] = [adapter, alone].map(({ bytes }) => unpackLora(bytes, TINY_CONFIG));
    const [{ b: w2 }, { b: w3 }] = (['w2', 'w3'] as const).map((matrix) =>
      loraNames(layerNames(1).expert(3, matrix)),
    );
    expect(after.get(w3)).toEqual(before.get(w3));
    expect(after.get(w2)!.every((value) => value === 0)).toBe(true);
  });

  test('are refused where they are not what the settings say, or the rank is too large', () => {
    const untargeted = fused(({ settings }) => void (settings.target_parameters = ['down_proj']));
    expect(untargeted).toThrow(expect.objectContaining({ reason: 'misfit' }));
    const missing = fused(({ tensors }) => {
      for (const name of [...tensors.keys()]) if (name.includes('.experts.')) tensors.delete(name);
    });
    expect(missing).toThrow(expect.objectContaining({ reason: 'misfit' }));
    const otherRank = fused(({ settings }) => void (settings.rank_pattern = {}));
    expect(otherRank).toThrow(expect.objectContaining({ reason: 'misfit' }));
    const huge = fused(({ settings }) => void (settings.rank_pattern = { gate_up_proj: 1e9 }));
    expect(huge).toThrow(expect.objectContaining({ reason: 'rank' }));
  });
});
