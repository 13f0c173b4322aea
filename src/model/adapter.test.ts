import { describe, expect, test } from 'vitest';
import { adapterSize, packAdapter, unpackGains, unpackLora } from './adapter';
import { BASE_CONFIG, BASE_SHA256 } from './config';
import { float16ToFloat32, float32ToFloat16 } from './float16';
import { type Lora, loraParameters } from './lora';
import { readBytes } from './model.fixtures';
import { FINAL_NORM, gainNames, layerNames, parameters } from './parameters';
import { peftFolder } from './peft';
import { readSafetensors, SafetensorsError, type Tensor, writeSafetensors } from './safetensors';
import { openWeights } from './weights';

const base = openWeights(readBytes('models/fractalmoe-30m/model.safetensors'), BASE_CONFIG);

describe('adapters', () => {
  test('hold 4,608 numbers, all 37,769,728, or those that LoRA adds', () => {
    expect(adapterSize({ method: 'norm' }, BASE_CONFIG)).toBe(4608);
    expect(adapterSize({ method: 'full' }, BASE_CONFIG)).toBe(37_769_728);
    const lora: Lora = { rank: 8, targets: 'all' };
    expect(adapterSize({ method: 'lora', lora }, BASE_CONFIG)).toBe(917_504);
  });

  test('keep the gains of a norm-only run in 9,216 bytes', () => {
    const trained = new Map(gainNames(BASE_CONFIG).map((name) => [name, base.read(name)]));
    const { bytes } = packAdapter('norm', trained, BASE_CONFIG);
    expect(bytes.byteLength).toBe(9216);
    // The base's own gains are float16, so nothing is lost.
    expect(unpackGains(bytes, BASE_CONFIG)).toEqual(
      Float32Array.from([...trained.values()].flatMap((gain) => [...gain])),
    );
    expect(() => unpackGains(bytes.subarray(2), BASE_CONFIG)).toThrow(/9216 bytes/);
    expect(() => packAdapter('norm', new Map(), BASE_CONFIG)).toThrow(/lacks/);
  });

  test('keep a full run as a model that opens like the base', () => {
    const trained = new Map(parameters(BASE_CONFIG).map(({ name }) => [name, base.read(name)]));
    const { bytes } = packAdapter('full', trained, BASE_CONFIG);
    const kept = openWeights(bytes, BASE_CONFIG);
    const name = layerNames(0).q;
    expect(kept.read(name)).toEqual(float16ToFloat32(float32ToFloat16(base.read(name))));
    expect(bytes.byteLength).toBeGreaterThan(2 * 37_769_728);
  });

  test("are laid out as PEFT's LN_TUNING, named after their base", () => {
    const trained = new Map(gainNames(BASE_CONFIG).map((name) => [name, base.read(name)]));
    const { bytes } = packAdapter('norm', trained, BASE_CONFIG);
    const folder = peftFolder({ method: 'norm', bytes }, BASE_CONFIG);
    const { tensors, metadata } = readSafetensors(folder['adapter_model.safetensors']);
    expect(metadata.base_sha256).toBe(BASE_SHA256);
    expect([...tensors.keys()]).toContain(
      'base_model.model.model.layers.3.post_attention_layernorm.ln_tuning_layers.weight',
    );
    const last = tensors.get('base_model.model.model.norm.ln_tuning_layers.weight')!;
    expect(float16ToFloat32(last.bytes)).toEqual(base.read(FINAL_NORM));
    const config = JSON.parse(new TextDecoder().decode(folder['adapter_config.json']));
    expect(config.peft_type).toBe('LN_TUNING');
  });

  test.each<Lora & { numbers: number }>([
    { rank: 4, targets: 'attention', numbers: 65_536 },
    { rank: 8, targets: 'attention', numbers: 131_072 },
    { rank: 8, targets: 'all', numbers: 917_504 },
    { rank: 16, targets: 'all', numbers: 1_835_008 },
  ])('keep $numbers numbers of a LoRA of rank $rank, targets $targets', ({ numbers, ...lora }) => {
    const { method, bytes } = packAdapter('lora', someFactors(lora), BASE_CONFIG);
    expect(method).toBe('lora');
    expect(bytes.byteLength - 2 * numbers).toBeLessThan(32 * 1024);
    const halves = [...someFactors(lora)].map(
      ([name, values]) => [name, float16ToFloat32(float32ToFloat16(values))] as const,
    );
    expect(unpackLora(bytes, BASE_CONFIG)).toEqual(new Map(halves));
  });

  test('refuse a LoRA that does not fit', () => {
    const lora: Lora = { rank: 4, targets: 'attention' };
    const { bytes } = packAdapter('lora', someFactors(lora), BASE_CONFIG);
    const { tensors } = readSafetensors(bytes);
    const first = tensors.get('model.layers.0.self_attn.q_proj.lora_A.weight')!;
    const other = 'model.layers.3.self_attn.o_proj.lora_B.weight';
    const expert = 'model.layers.0.block_sparse_moe.experts.0.w1.lora_A.weight';
    const changed: [string, (all: Map<string, Tensor>) => unknown][] = [
      ['a factor is missing', (all) => all.delete(other)],
      ['the first factor is missing', (all) => all.delete('model.layers.0.self_attn.q_proj.lora_A.weight')],
      ['a tensor is left over', (all) => all.set('extra', first)],
      ['some experts are adapted', (all) => all.set(expert, first)],
      ['a factor lies down', (all) => all.set(other, { ...tensors.get(other)!, shape: [4, 512] })],
      [
        'a factor is in float32',
        (all) => all.set(other, { dtype: 'F32', shape: [512, 4], bytes: new Uint8Array(8192) }),
      ],
      ['there is nothing in it', (all) => all.clear()],
    ];
    for (const [what, change] of changed) {
      const copy = new Map(tensors);
      change(copy);
      expect(() => unpackLora(writeSafetensors(copy), BASE_CONFIG), what).toThrow(SafetensorsError);
    }
    const wide = { ...BASE_CONFIG, layers: 5 };
    expect(() => unpackLora(bytes, wide)).toThrow('safetensors/other-model');
    const odd = packAdapter('lora', someFactors({ ...lora, rank: 5 }), BASE_CONFIG);
    expect(() => unpackLora(odd.bytes, BASE_CONFIG)).toThrow('safetensors/other-model');
    expect(() => packAdapter('lora', new Map(), BASE_CONFIG)).toThrow(/lacks/);
  });

  test.each<Lora & { modules: string[] }>([
    { rank: 4, targets: 'attention', modules: ['q_proj', 'k_proj', 'v_proj', 'o_proj'] },
    { rank: 16, targets: 'all', modules: ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'w1', 'w2', 'w3'] },
  ])("are laid out as PEFT's LORA of rank $rank, targets $targets", ({ modules, ...lora }) => {
    const adapter = packAdapter('lora', someFactors(lora), BASE_CONFIG);
    if (adapter.method !== 'lora') throw new Error('another method');
    const folder = peftFolder(adapter, BASE_CONFIG);
    const { tensors, metadata } = readSafetensors(folder['adapter_model.safetensors']);
    expect(metadata.base_sha256).toBe(BASE_SHA256);
    expect([...tensors.keys()]).toEqual(
      loraParameters(BASE_CONFIG, lora).map(({ name }) => `base_model.model.${name}`),
    );
    const a = tensors.get('base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight')!;
    expect(a).toMatchObject({ dtype: 'F16', shape: [lora.rank, BASE_CONFIG.width] });
    const config = JSON.parse(new TextDecoder().decode(folder['adapter_config.json']));
    expect(config).toMatchObject({
      peft_type: 'LORA',
      task_type: 'CAUSAL_LM',
      r: lora.rank,
      lora_alpha: lora.rank,
    });
    expect(config.target_modules).toEqual(modules);
    // PEFT finds a module by the end of its name.
    const named = new Set([...tensors.keys()].map((name) => name.split('.').at(-3)));
    expect([...named].sort()).toEqual([...modules].sort());
  });
});

/** Factors without a zero. */
function someFactors(lora: Lora): Map<string, Float32Array<ArrayBuffer>> {
  return new Map(
    loraParameters(BASE_CONFIG, lora).map(({ name, size }, i) => [
      name,
      new Float32Array(size).map((_, at) => 1 + ((31 * i + at) % 97)),
    ]),
  );
}
