import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AdapterKind, type AdapterWeights, unpackLora } from '../adapter';
import { BASE_CONFIG } from '../config';
import { float16ToFloat32 } from '../float16';
import { withLora } from '../lora';
import { TINY_CONFIG, tinyWeights } from '../model.fixtures';
import { layerNames } from '../parameters';
import { type PeftFolder, peftFolder } from '../peft';
import { readSafetensors, type Tensor, writeSafetensors } from '../safetensors';
import { toFloat32 } from '../weights';
import { someAdapter } from './exchange.fixtures';
import { readPeft } from './from-peft';
import { FileRefused, type Refusal } from './refused';

const read = (folder: PeftFolder) => readPeft(folder, TINY_CONFIG);
const made = (kind: Exclude<AdapterKind, { method: 'full' }>) => {
  const adapter = someAdapter(kind, TINY_CONFIG) as Exclude<AdapterWeights, { method: 'full' }>;
  return { adapter, folder: peftFolder(adapter, TINY_CONFIG) };
};
const NORM = { method: 'norm' } as const;
const LORA = { method: 'lora', lora: { rank: 8, targets: 'all' } } as const;

interface Parts {
  settings: Record<string, unknown> & { target_modules: string[] };
  tensors: Map<string, Tensor>;
  metadata: Record<string, string>;
}

/** A folder with its settings and tensors changed. */
function changed(folder: PeftFolder, change: (parts: Parts) => void): PeftFolder {
  const settings = JSON.parse(new TextDecoder().decode(folder['adapter_config.json']));
  const parts = { settings, ...readSafetensors(folder['adapter_model.safetensors']) };
  change(parts);
  return {
    'adapter_config.json': new TextEncoder().encode(JSON.stringify(parts.settings)),
    'adapter_model.safetensors': writeSafetensors(parts.tensors, parts.metadata),
  };
}

/** The tensors under other names, or with other contents. */
function mapped(tensors: Map<string, Tensor>, change: (name: string, tensor: Tensor) => [string, Tensor]) {
  const all = [...tensors].map(([name, tensor]) => change(name, tensor));
  tensors.clear();
  for (const [name, tensor] of all) tensors.set(name, tensor);
}

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
    ['with the name of the adapter', (name) => name.replace(/\.weight$/, '.default.weight')],
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

describe('a PEFT folder is refused', () => {
  const q = 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight';
  const refused = (folder: PeftFolder, reason: Refusal, what: string) => {
    let error: unknown;
    try {
      read(folder);
    } catch (caught) {
      error = caught;
    }
    expect(error, what).toBeInstanceOf(FileRefused);
    expect(error, what).toMatchObject({ domain: 'exchange', reason });
  };

  test.each<[string, Refusal, (parts: Parts) => void]>([
    ['another method', 'method', ({ settings }) => void (settings.peft_type = 'IA3')],
    ['the parts of another method', 'misfit', ({ settings }) => void (settings.peft_type = 'LN_TUNING')],
    ['another base', 'other-base', ({ metadata }) => void (metadata.base_sha256 = '00')],
    ['a rank of none', 'setting', ({ settings }) => void (settings.r = 0)],
    ['a rank that is too large', 'setting', ({ settings }) => void (settings.r = 17)],
    ['a rank in words', 'setting', ({ settings }) => void (settings.r = '8')],
    ['another rank than its factors', 'misfit', ({ settings }) => void (settings.r = 7)],
    ['an infinite scale', 'setting', ({ settings }) => void (settings.lora_alpha = 1e300)],
    ['no scale', 'setting', ({ settings }) => void delete settings.lora_alpha],
    [
      'a scale that float16 cannot take',
      'not-finite',
      (parts) => {
        parts.settings.lora_alpha = 8000;
        mapped(parts.tensors, (name, tensor) => [name, asFloat32(tensor)]);
        new Float32Array(parts.tensors.get(q.replace('_A', '_B'))!.bytes.buffer).fill(1000);
      },
    ],
    ['rank-stabilised scaling', 'setting', ({ settings }) => void (settings.use_rslora = true)],
    ['DoRA', 'setting', ({ settings }) => void (settings.use_dora = true)],
    ['biases', 'setting', ({ settings }) => void (settings.bias = 'all')],
    ['ranks of their own', 'setting', ({ settings }) => void (settings.rank_pattern = { q_proj: 4 })],
    ['modules saved whole', 'setting', ({ settings }) => void (settings.modules_to_save = ['lm_head'])],
    [
      'a beginning that moves the base',
      'setting',
      ({ settings }) => void (settings.init_lora_weights = 'pissa'),
    ],
    [
      'an expression for its modules',
      'setting',
      ({ settings }) => void Object.assign(settings, { target_modules: '(a+)+$' }),
    ],
    ['an unknown module', 'setting', ({ settings }) => settings.target_modules.push('gate')],
    [
      'a module without factors',
      'misfit',
      ({ settings, tensors }) => {
        settings.target_modules = ['q_proj', 'k_proj'];
        for (const name of [...tensors.keys()]) if (!name.includes('q_proj')) tensors.delete(name);
      },
    ],
    ['factors without a module', 'misfit', ({ settings }) => settings.target_modules.pop()],
    ['half a pair', 'misfit', ({ tensors }) => void tensors.delete(q)],
    [
      'a part twice',
      'misfit',
      ({ tensors }) => void tensors.set(q.replace('.weight', '.default.weight'), tensors.get(q)!),
    ],
    ['a stranger', 'misfit', ({ tensors }) => void tensors.set('__proto__x', tensors.get(q)!)],
    ['whole numbers', 'misfit', ({ tensors }) => void tensors.set(q, { ...tensors.get(q)!, dtype: 'U16' })],
    ['a number that is none', 'not-finite', ({ tensors }) => void tensors.get(q)!.bytes.fill(0xff, 0, 2)],
  ])('that has %s', (what, reason, change) => {
    refused(changed(made(LORA).folder, change), reason, what);
  });

  test('that is norm-only and lacks a norm, or names other ones', () => {
    const { folder } = made(NORM);
    const name = 'base_model.model.model.norm.ln_tuning_layers.weight';
    refused(
      changed(folder, ({ tensors }) => tensors.delete(name)),
      'misfit',
      'a norm less',
    );
    refused(
      changed(folder, ({ settings }) => settings.target_modules.pop()),
      'misfit',
      'a module less',
    );
    refused(
      changed(folder, ({ tensors }) =>
        tensors.set(name, { ...tensors.get(name)!, shape: [1, TINY_CONFIG.width] }),
      ),
      'misfit',
      'another shape',
    );
  });

  test('that is hardly one', () => {
    const { folder } = made(NORM);
    const config = (text: string) => ({ ...folder, 'adapter_config.json': new TextEncoder().encode(text) });
    refused(config('['), 'not-ours', 'no JSON');
    refused(config('[]'), 'not-ours', 'no object');
    refused(
      config('{"__proto__":{"peft_type":"LN_TUNING","target_modules":["norm"]}}'),
      'method',
      'inherited settings',
    );
    refused(config(' '.repeat(70_000)), 'too-large', 'a large config');
    refused({ ...folder, 'adapter_model.safetensors': new Uint8Array(100) }, 'damaged', 'no safetensors');
    refused({ ...folder, 'adapter_model.safetensors': new Uint8Array(17e6) }, 'too-large', 'a large file');
  });
});
