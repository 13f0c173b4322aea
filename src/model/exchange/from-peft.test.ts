import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AdapterKind, type AdapterWeights, unpackLora } from '../adapter';
import { BASE_CONFIG } from '../config';
import { float16ToFloat32 } from '../float16';
import { loraNames, loraParameters, withLora } from '../lora';
import { TINY_CONFIG, tinyWeights } from '../model.fixtures';
import { layerNames } from '../parameters';
import { type PeftFolder, peftFolder } from '../peft';
import { readSafetensors, type Tensor } from '../safetensors';
import { toFloat32 } from '../weights';
import { changed, LORA, made, mapped, NORM } from './exchange.fixtures';
import { readPeft } from './from-peft';

const read = (folder: PeftFolder) => readPeft(folder, TINY_CONFIG);

const asFloat32 = (tensor: Tensor): Tensor => ({
  ...{ dtype: 'F32', shape: tensor.shape },
  bytes: new Uint8Array(toFloat32(tensor).buffer),
});

/** Keeps the upper half of each float32: exact where a value has seven bits or fewer. */
const asBFloat16 = (tensor: Tensor): Tensor => {
  const bits = new Uint32Array(toFloat32(tensor).buffer);
  return {
    dtype: 'BF16',
    shape: tensor.shape,
    bytes: new Uint8Array(Uint16Array.from(bits, (b) => b >>> 16).buffer),
  };
};

describe('a PEFT folder', () => {
  test.each<Exclude<AdapterKind, { method: 'full' }>>([
    NORM,
    { method: 'lora', lora: { rank: 4, targets: 'attention' } },
    LORA,
  ])('comes back as it went: %o', (kind) => {
    const { adapter, folder } = made(kind);
    expect(read(folder)).toEqual({ weights: adapter, baseTold: true });
  });

  test.each([NORM, LORA])(
    'is read as Python saves it: sorted, float32, more settings, no base: %o',
    (kind) => {
      const { adapter, folder } = made(kind);
      const saved = changed(folder, (parts) => {
        parts.metadata = { format: 'pt' };
        const sorted = new Map([...parts.tensors].sort(([a], [b]) => (a < b ? -1 : 1)));
        parts.tensors = sorted;
        mapped(sorted, (name, tensor) => [name, asFloat32(tensor)]);
        Object.assign(parts.settings, {
          ...{ alpha_pattern: {}, auto_mapping: null, bias: 'none', eva_config: null, exclude_modules: null },
          ...{ init_lora_weights: true, layer_replication: null, layers_pattern: null, loftq_config: {} },
          ...{
            layers_to_transform: null,
            lora_bias: false,
            megatron_core: 'megatron.core',
            modules_to_save: null,
          },
          ...{ peft_version: '0.21.0', rank_pattern: {}, revision: null, use_dora: false, use_rslora: false },
          target_modules: parts.settings.target_modules.reverse(),
        });
      });
      expect(read(saved)).toEqual({ weights: adapter, baseTold: false });
    },
  );

  test.each<[string, (name: string) => string]>([
    ['without the prefix', (name) => name.replace('base_model.model.', '')],
    ['with the name of the adapter', (name) => name.replace(/\.weight$/, '.my_adapter.weight')],
    ['compiled', (name) => name.replace('base_model.model.', 'base_model.model._orig_mod.')],
    ['from parallel training', (name) => `module.${name.replace('self_attn', 'self_attn.module')}`],
    ['of the inner model', (name) => name.replace('base_model.model.model.', 'base_model.model.')],
  ])('is read %s', (_, rename) => {
    for (const kind of [NORM, LORA]) {
      const { adapter, folder } = made(kind);
      const other = changed(folder, ({ tensors }) =>
        mapped(tensors, (name, tensor) => [rename(name), tensor]),
      );
      expect(read(other).weights).toEqual(adapter);
    }
  });

  test('is read in bfloat16', () => {
    const { adapter, folder } = made(NORM);
    const brief = changed(folder, ({ tensors }) =>
      mapped(tensors, (name, tensor) => [name, asBFloat16(tensor)]),
    );
    const values = float16ToFloat32(adapter.bytes);
    float16ToFloat32(read(brief).weights.bytes).forEach((value, i) => {
      expect(Math.abs(value - values[i])).toBeLessThanOrEqual(Math.abs(values[i]) / 128);
    });
  });

  test('has its scale multiplied into B, its rank and its matrices filled up with zeros', () => {
    const { folder } = made(LORA);
    const original = new Map(
      [...readSafetensors(folder['adapter_model.safetensors']).tensors].map(([name, tensor]) => [
        name.replace('base_model.model.', ''),
        toFloat32(tensor),
      ]),
    );
    // Rank 5 of 8, of q and w2 alone, with alpha 15.
    const chosen = (name: string) => /\.(q_proj|w2)\./.test(name);
    const smaller = changed(folder, (parts) => {
      Object.assign(parts.settings, { r: 5, lora_alpha: 15, target_modules: ['w2', 'q_proj'] });
      const { tensors } = parts;
      for (const name of [...tensors.keys()]) if (!chosen(name)) tensors.delete(name);
      mapped(tensors, (name, { shape, bytes }) => {
        if (name.includes('lora_A')) {
          const kept = bytes.slice(0, 5 * shape[1] * 2);
          return [name, { dtype: 'F16', shape: [5, shape[1]], bytes: kept }];
        }
        const kept = Uint8Array.from(
          { length: shape[0] * 10 },
          (_, i) => bytes[Math.floor(i / 10) * 16 + (i % 10)],
        );
        return [name, { dtype: 'F16', shape: [shape[0], 5], bytes: kept }];
      });
    });
    const factors = unpackLora(read(smaller).weights.bytes, TINY_CONFIG);
    const ours = withLora(tinyWeights(), TINY_CONFIG, factors);
    const { q, k, expert } = layerNames(1);
    expect(ours.read(k)).toEqual(tinyWeights().read(k));
    for (const matrix of [q, expert(3, 'w2')]) {
      const [a, b] = ['lora_A', 'lora_B'].map(
        (factor) => original.get(matrix.replace('weight', `${factor}.weight`))!,
      );
      const columns = a.length / 8;
      const base = tinyWeights().read(matrix);
      const expected = base.map((value, i) => {
        let sum = value;
        for (let rank = 0; rank < 5; rank++)
          sum += 3 * b[Math.floor(i / columns) * 8 + rank] * a[rank * columns + (i % columns)];
        return sum;
      });
      ours.read(matrix).forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 4);
      });
    }
  });

  test.each<[string, (settings: Record<string, unknown>) => void]>([
    ['the same rank for each', (all) => void (all.rank_pattern = { q_proj: 8, '.*\\.w[12]': 8 })],
    [
      'all layers named',
      (all) => void Object.assign(all, { layers_to_transform: [0, 1], layers_pattern: 'layers' }),
    ],
    ['nothing excluded', (all) => void (all.exclude_modules = ['lm_head', 'gate'])],
    [
      'an expression',
      (all) => void (all.target_modules = '^model\\.layers\\.\\d+\\..*?([qkvo]_proj|w(?:1|2|3))$'),
    ],
    [
      'modules that this model has not',
      (all) => void (all.target_modules = [...(all.target_modules as string[]), 'gate_proj', 'up_proj']),
    ],
    [
      'whole names',
      (all) => {
        const names = [...loraParameters(TINY_CONFIG, LORA.lora)].map(({ name }) => name);
        all.target_modules = names.map((name) => name.replace(/\.lora_[AB]\.weight$/, ''));
      },
    ],
    ['no bias', (all) => void (all.bias = null)],
    [
      'settings of later days that are off',
      (all) => void Object.assign(all, { a: null, b: [], c: {}, d: 16 }),
    ],
    ['a stabilised scale', (all) => void Object.assign(all, { use_rslora: true, lora_alpha: Math.sqrt(8) })],
  ])('is read with %s', (_, change) => {
    const { adapter, folder } = made(LORA);
    expect(read(changed(folder, ({ settings }) => change(settings))).weights).toEqual(adapter);
  });

  test.each<[string, (json: string) => Uint8Array<ArrayBuffer>]>([
    ['a byte order mark', (json) => new TextEncoder().encode(`\uFEFF${json}`)],
    ['UTF-16', (json) => new Uint8Array(Buffer.from(`\uFEFF${json}`, 'utf16le'))],
    [
      'NaN',
      (json) => new TextEncoder().encode(json.replace('"r"', '"lora_dropout": NaN, "x": -Infinity, "r"')),
    ],
  ])('is read with settings in JSON with %s', (_, write) => {
    const { adapter, folder } = made(LORA);
    const json = JSON.stringify(JSON.parse(new TextDecoder().decode(folder['adapter_config.json'])));
    expect(read({ ...folder, 'adapter_config.json': write(json) }).weights).toEqual(adapter);
  });

  test('is read with a long header, and in float64', () => {
    const { adapter, folder } = made(LORA);
    const other = changed(folder, (parts) => {
      parts.metadata.comment = 'x'.repeat(1e6);
      mapped(parts.tensors, (name, tensor) => [
        name,
        { ...tensor, dtype: 'F64', bytes: new Uint8Array(Float64Array.from(toFloat32(tensor)).buffer) },
      ]);
    });
    expect(read(other).weights).toEqual(adapter);
  });

  test('has each rank and each scale of its own, and only some layers', () => {
    const { folder } = made({ method: 'lora', lora: { rank: 8, targets: 'attention' } });
    const other = changed(folder, ({ settings, tensors }) => {
      Object.assign(settings, { layers_to_transform: 1, alpha_pattern: { 'self_attn.v_proj': 16 } });
      for (const name of [...tensors.keys()]) if (name.includes('layers.0')) tensors.delete(name);
    });
    const [before, after] = [folder, other].map((one) => unpackLora(read(one).weights.bytes, TINY_CONFIG));
    const b = (matrix: string) => loraNames(matrix).b;
    const twice = Array.from(before.get(b(layerNames(1).v))!, (value) => 2 * value);
    expect(Array.from(after.get(b(layerNames(1).v))!)).toEqual(twice);
    expect(after.get(b(layerNames(1).q))).toEqual(before.get(b(layerNames(1).q)));
    expect(after.get(b(layerNames(0).q))!.every((value) => value === 0)).toBe(true);
  });

  test('that Python saved is read (PEFT_FOLDER names one)', { skip: !process.env.PEFT_FOLDER }, () => {
    const file = (name: keyof PeftFolder) =>
      new Uint8Array(readFileSync(join(process.env.PEFT_FOLDER!, name)));
    expect(existsSync(process.env.PEFT_FOLDER!)).toBe(true);
    const folder: PeftFolder = {
      'adapter_config.json': file('adapter_config.json'),
      'adapter_model.safetensors': file('adapter_model.safetensors'),
    };
    const { weights } = readPeft(folder, BASE_CONFIG);
    const again = peftFolder(weights as Exclude<AdapterWeights, { method: 'full' }>, BASE_CONFIG);
    expect(readPeft(again, BASE_CONFIG).weights).toEqual(weights);
  });
});
