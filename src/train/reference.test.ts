import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../model/safetensors';
import { toFloat32, weightsFrom } from '../model/weights';
import { type CreateEngine, checkReference, relativeError } from './reference';
import { createCpuEngine } from './wasm/engine';
import { nodeDevice } from './webgpu/device.fixtures';
import { createEngineOn } from './webgpu/engine';

const read = (set: string) => readFileSync(new URL(`../model/fixtures/${set}.safetensors`, import.meta.url));
const TINY = read('tiny-10');
const NO_BASE = weightsFrom(new Map());

let device: GPUDevice;
beforeAll(async () => {
  device = await nodeDevice();
});
afterAll(() => device.destroy());

const create: CreateEngine = (config, weights, options) =>
  createEngineOn(device, config, weights, options, 'registers');

/** The tiny set with every number of some tensors changed by a thousandth and a bit. */
function tampered(names: string[]): Uint8Array {
  const { tensors, metadata } = readSafetensors(TINY);
  for (const name of names) {
    const tensor = tensors.get(name)!;
    const values = toFloat32(tensor).map((value) => value * 1.0011);
    tensors.set(name, { ...tensor, bytes: new Uint8Array(values.buffer) });
  }
  return writeSafetensors(tensors, metadata);
}

test.each([
  ['WebGPU', 'tiny-10', create],
  ['WebGPU', 'tiny-lora', create],
  ['CPU', 'tiny-10', createCpuEngine],
  ['CPU', 'tiny-lora', createCpuEngine],
])('the %s engine agrees with the set %s', async (_, name, create) => {
  const set = read(name);
  const progress: [number, number][] = [];
  const report = await checkReference(set, create, NO_BASE, (done, total) => progress.push([done, total]));
  expect(report.filter(({ passed }) => !passed)).toEqual([]);

  // everything in the set was compared
  const given = [...readSafetensors(set).tensors.keys()].filter(
    (name) => !/^weights\.|\.start\./.test(name) && name !== 'ids' && name !== 'targets',
  );
  const checked = new Set(report.map(({ name }) => name));
  expect(given.filter((name) => !checked.has(name))).toEqual([]);
  expect(progress.map(([done]) => done)).toEqual(progress.map((_, i) => i + 1));
  expect(progress.at(-1)).toEqual([progress.length, progress.length]);
});

test('a set that is off by a thousandth is not agreed with', async () => {
  const names = ['loss', 'grad.model.layers.1.self_attn.k_proj.weight', 'adamw.model.embed_tokens.weight'];
  const report = await checkReference(tampered(names), create, NO_BASE);
  const failed = report.filter(({ passed }) => !passed).map(({ name }) => name);
  expect(failed.sort()).toEqual(['evaluate', ...names].sort());
});

test('other files are refused', async () => {
  const other = writeSafetensors([['x', { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) }]]);
  await expect(checkReference(other, create, NO_BASE)).rejects.toThrow('safetensors/not-a-reference');
  await expect(checkReference(new Uint8Array(3), create, NO_BASE)).rejects.toThrow(SafetensorsError);
  const { tensors } = readSafetensors(TINY);
  await expect(checkReference(writeSafetensors(tensors), create, NO_BASE)).rejects.toMatchObject({
    details: { problem: 'it does not say its "heads"' },
  });
});

test('the relative error is that of the whole tensor', () => {
  expect(relativeError([3, 4], [3, 4])).toBe(0);
  expect(relativeError([3, 4.5], [3, 4])).toBeCloseTo(0.1, 10);
  expect(relativeError([0.25], [0])).toBe(0.25);
  expect(relativeError([1, Number.NaN], [1, 1])).toBe(Number.POSITIVE_INFINITY);
  expect(relativeError([1], [1, 1])).toBe(Number.POSITIVE_INFINITY);
});
