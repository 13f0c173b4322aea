import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_BYTES, BASE_CONFIG, BASE_SHA256 } from './config';
import { float16ToFloat32 } from './float16';
import { EMBEDDING, FINAL_NORM, gainNames, layerNames, parameters } from './parameters';
import { readSafetensors, type Tensor, writeSafetensors } from './safetensors';
import { openWeights, type Weights } from './weights';

let file: Uint8Array;
let base: Weights;

beforeAll(() => {
  file = readFileSync('models/fractalmoe-30m/model.safetensors');
  base = openWeights(file, BASE_CONFIG);
});

describe('the base', () => {
  test('is the file that its hash names', async () => {
    const digest = await crypto.subtle.digest('SHA-256', file as Uint8Array<ArrayBuffer>);
    expect(Buffer.from(digest).toString('hex')).toBe(BASE_SHA256);
    expect(file.byteLength).toBe(BASE_BYTES);
  });

  test('has 37,769,728 parameters, of which 4,608 are gains', () => {
    const table = parameters(BASE_CONFIG);
    const size = (all: typeof table) => all.reduce((sum, { size }) => sum + size, 0);
    expect(size(table)).toBe(37_769_728);
    expect(size(table.filter(({ kind }) => kind === 'gain'))).toBe(4608);
    expect(gainNames(BASE_CONFIG)).toHaveLength(9);
  });

  test('gives each int8 row its scale', () => {
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

  test('refuses weights that lack a tensor, have one more, or another shape', () => {
    const tensors = [...readSafetensors(file).tensors];
    const reopen = (changed: [string, Tensor][]) => () => openWeights(writeSafetensors(changed), BASE_CONFIG);
    const other = (problem: RegExp) =>
      expect.objectContaining({
        reason: 'other-model',
        details: { problem: expect.stringMatching(problem) },
      });
    expect(reopen(tensors)).not.toThrow();
    expect(reopen(tensors.filter(([name]) => name !== FINAL_NORM))).toThrow(other(/norm.weight" is missing/));
    expect(reopen(tensors.filter(([name]) => name !== `${EMBEDDING}_scale`))).toThrow(other(/scale/));
    const extra: Tensor = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) };
    expect(reopen([...tensors, ['extra', extra]])).toThrow(other(/more tensors/));
    expect(() => openWeights(file, { ...BASE_CONFIG, hidden: 256 })).toThrow(other(/another shape/));
  });
});
