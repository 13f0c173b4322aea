import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { packAdapter, unpackGains } from './adapter';
import { BASE_BYTES, BASE_SHA256 } from './base';
import { BASE_CONFIG } from './config';
import { float16ToFloat32, float32ToFloat16 } from './float16';
import { EMBEDDING, FINAL_NORM, gainNames, layerNames, parameters } from './parameters';
import { peftFolder } from './peft';
import { readSafetensors, type Tensor, writeSafetensors } from './safetensors';
import { openWeights, type Weights } from './weights';

let file: Uint8Array;
let base: Weights;

beforeAll(() => {
  file = readFileSync('models/fractalmoe-30m/model.safetensors');
  base = openWeights(file, BASE_CONFIG);
});

describe('the base', () => {
  it('is the file that its hash names', async () => {
    const digest = await crypto.subtle.digest('SHA-256', file as Uint8Array<ArrayBuffer>);
    expect(Buffer.from(digest).toString('hex')).toBe(BASE_SHA256);
    expect(file.byteLength).toBe(BASE_BYTES);
  });

  it('has 37,769,728 parameters, of which 4,608 are gains', () => {
    const table = parameters(BASE_CONFIG);
    const size = (all: typeof table) => all.reduce((sum, { size }) => sum + size, 0);
    expect(size(table)).toBe(37_769_728);
    expect(size(table.filter(({ kind }) => kind === 'gain'))).toBe(4608);
    expect(gainNames(BASE_CONFIG)).toHaveLength(9);
  });

  it('gives each int8 row its scale', () => {
    const { tensors } = readSafetensors(file);
    const name = layerNames(2).expert(3, 'w2');
    const quantised = new Int8Array(tensors.get(name)!.bytes);
    const scales = float16ToFloat32(tensors.get(`${name}_scale`)!.bytes);
    const values = base.read(name);
    for (const [row, column] of [
      [0, 0],
      [17, 400],
      [511, 511],
    ])
      expect(values[row * 512 + column]).toBe(Math.fround(quantised[row * 512 + column] * scales[row]));
  });

  it('refuses weights that lack a tensor, have one more, or another shape', () => {
    const tensors = [...readSafetensors(file).tensors];
    const reopen = (changed: [string, Tensor][]) => () => openWeights(writeSafetensors(changed), BASE_CONFIG);
    expect(reopen(tensors)).not.toThrow();
    expect(reopen(tensors.filter(([name]) => name !== FINAL_NORM))).toThrow(/another model/);
    expect(reopen(tensors.filter(([name]) => name !== `${EMBEDDING}_scale`))).toThrow(/scale/);
    const extra: Tensor = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) };
    expect(reopen([...tensors, ['extra', extra]])).toThrow(/another model/);
    expect(() => openWeights(file, { ...BASE_CONFIG, hidden: 256 })).toThrow(/another shape/);
  });
});

describe('adapters', () => {
  it('keep the gains of a norm-only run in 9,216 bytes', () => {
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

  it('keep a full run as a model that opens like the base', () => {
    const trained = new Map(parameters(BASE_CONFIG).map(({ name }) => [name, base.read(name)]));
    const { bytes } = packAdapter('full', trained, BASE_CONFIG);
    const kept = openWeights(bytes, BASE_CONFIG);
    const name = layerNames(0).q;
    expect(kept.read(name)).toEqual(float16ToFloat32(float32ToFloat16(base.read(name))));
    expect(bytes.byteLength).toBeGreaterThan(2 * 37_769_728);
  });

  it("are laid out as PEFT's LN_TUNING, named after their base", () => {
    const trained = new Map(gainNames(BASE_CONFIG).map((name) => [name, base.read(name)]));
    const { bytes } = packAdapter('norm', trained, BASE_CONFIG);
    const folder = peftFolder(bytes, BASE_CONFIG);
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
});
