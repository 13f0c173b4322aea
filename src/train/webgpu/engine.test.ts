import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ModelConfig } from '../../model/config';
import { EMBEDDING, parameters } from '../../model/parameters';
import type { Weights } from '../../model/weights';
import type { Batch, EngineOptions, TrainEngine } from '../engine';
import { engineContract } from '../engine.contract';
import { noise, OPTIONS, randomBatch, randomWeights, TINY } from '../engine.fixtures';
import { loraContract } from '../lora.contract';
import { type CreateEngine, relativeError } from '../reference';
import { LOSS_SLOTS } from './activations';
import { NODE_GPU, nodeDevice } from './device.fixtures';
import { createEngineOn, createWebGpuEngine } from './engine';

let device: GPUDevice;
let engines: TrainEngine[] = [];
beforeAll(async () => {
  device = await nodeDevice();
});
afterEach(() => {
  for (const engine of engines) engine.release();
  engines = [];
});
afterAll(() => device.destroy());

async function engineFor(config = TINY, options: Partial<EngineOptions> = {}): Promise<TrainEngine> {
  const all = { ...OPTIONS, ...options };
  const engine = await createEngineOn(device, config, randomWeights(config), all, 'registers');
  engines.push(engine);
  return engine;
}

describe.each(['registers', 'tiles'] as const)('with products by %s,', (core) => {
  const create: CreateEngine = (config, weights, options) =>
    createEngineOn(device, config, weights, options, core);
  engineContract(create);
  loraContract(create);
});

describe('steps', () => {
  test('lower the loss, and each reports its own, however many there are', async () => {
    const engine = await engineFor();
    const batch = randomBatch(TINY, 2, 7);
    const steps = LOSS_SLOTS + 6;
    const before = (await engine.gradients(batch)).loss;
    for (let i = 0; i < steps; i++) await engine.step(batch, 1e-2);
    const losses = await engine.takeLosses();
    expect(losses).toHaveLength(steps);
    expect(losses[0]).toBe(before);
    expect(losses[steps - 1]).toBeLessThan(losses[0] / 2);
    expect(await engine.takeLosses()).toEqual([]);
    const { sum, count } = await engine.evaluate(batch);
    expect(count).toBe(13);
    expect(sum / count).toBeLessThan(losses[steps - 1] * 1.1);
  });
});

/** `weights` with every matrix but the routers rounded to int8, and kept so. */
function rounded(weights: Weights): Weights & Required<Pick<Weights, 'int8'>> {
  const shapes = new Map(parameters(TINY).map(({ name, kind, shape }) => [name, { kind, shape }]));
  const int8 = (name: string) => {
    const { kind, shape } = shapes.get(name)!;
    if (kind === 'gain' || kind === 'router') return undefined;
    const scales = noise(shape[0], shape[0]).map((value) => (2 + value) / 300);
    const values = Int8Array.from(weights.read(name), (value) => Math.round(127 * value));
    return { values, scales };
  };
  return {
    int8,
    read(name, into) {
      const kept = int8(name);
      const values = weights.read(name, into);
      if (!kept) return values;
      const columns = kept.values.length / kept.scales.length;
      return values.map((_, i) => kept.values[i] * kept.scales[Math.floor(i / columns)]);
    },
  };
}

describe('frozen weights', () => {
  test.each([
    ['registers', 'norm'],
    ['tiles', 'norm'],
    ['tiles', 'lora'],
  ] as const)('in int8 compute what their float32 values do: %s, %s', async (core, method) => {
    const weights = rounded(randomWeights(TINY));
    const options = { ...OPTIONS, method, lora: { rank: 4, targets: 'all', seed: 1 } as const };
    const [small, large] = await Promise.all(
      [weights, { read: weights.read }].map((kept) => createEngineOn(device, TINY, kept, options, core)),
    );
    engines.push(small, large);
    const batch = randomBatch(TINY, 2, 11);
    expect(relativeError(await small.logits(batch), await large.logits(batch))).toBeLessThan(1e-5);
    const [computed, expected] = await Promise.all([small.gradients(batch), large.gradients(batch)]);
    for (const [name, values] of expected.gradients)
      expect(relativeError([1, ...computed.gradients.get(name)!], [1, ...values])).toBeLessThan(1e-5);
  });
});

test('a profile times every operation of a step and leaves the engine as it was', async () => {
  const engine = await createEngineOn(device, TINY, randomWeights(TINY), OPTIONS, 'tiles');
  engines.push(engine);
  const batch = randomBatch(TINY, 2, 7);
  await engine.step(batch, 1e-2);
  const before = await engine.save();
  const times = await engine.profile(batch);
  expect(new Set(times.map(({ operation }) => operation.shader))).toContain('product');
  expect(times.every(({ ms }) => ms >= 0)).toBe(true);
  expect(await engine.save()).toEqual(before);
});

test('a thousand steps take no memory that they do not give back', async () => {
  const own = await nodeDevice();
  const sizes = new Map<GPUBuffer, number>();
  const { createBuffer } = own;
  own.createBuffer = (descriptor) => {
    const buffer = createBuffer.call(own, descriptor);
    const { destroy } = buffer;
    buffer.destroy = () => {
      sizes.delete(buffer);
      return destroy.call(buffer);
    };
    sizes.set(buffer, descriptor.size);
    return buffer;
  };
  const held = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const options = { ...OPTIONS, method: 'norm' as const };
  const engine = await createEngineOn(own, TINY, randomWeights(TINY), options, 'registers');
  const batch = randomBatch(TINY, 1, 4);
  const before = held();
  expect(before).toBeGreaterThan(0);
  for (let i = 0; i < 1000; i++) {
    await engine.step(batch, 1e-4);
    if (i % 10 === 0) await engine.takeLosses();
  }
  await engine.takeLosses();
  expect(held()).toBe(before);
  engine.release();
  expect(held()).toBe(0);
  own.destroy();
});

describe('batches', () => {
  test('with more tokens than there is room for logits are the sum of their rows', async () => {
    // a vocabulary of the base's size leaves room for 128 tokens
    const config = { ...TINY, vocab: 16384, layers: 1 };
    const engine = await engineFor(config, { maxTokens: 600, maxLength: 200 });
    const batch = randomBatch(config, 3, 200);
    const rows = [0, 1, 2].map((row): Batch => {
      const slice = (ids: Int32Array) => ids.slice(row * 200, (row + 1) * 200);
      return { rows: 1, length: 200, ids: slice(batch.ids), targets: slice(batch.targets) };
    });
    const whole = await engine.evaluate(batch);
    const gradient = (await engine.gradients(batch)).gradients.get(EMBEDDING)!;
    const sums = { sum: 0, count: 0, gradient: new Float64Array(gradient.length) };
    for (const row of rows) {
      const { sum, count } = await engine.evaluate(row);
      sums.sum += sum;
      sums.count += count;
      const part = (await engine.gradients(row)).gradients.get(EMBEDDING)!;
      for (let i = 0; i < part.length; i++) sums.gradient[i] += (part[i] * count) / whole.count;
    }
    expect(whole.count).toBe(sums.count);
    expect(relativeError([whole.sum], [sums.sum])).toBeLessThan(1e-6);
    expect(relativeError(gradient, sums.gradient)).toBeLessThan(1e-5);
    const logits = await engine.logits(batch);
    expect(relativeError(logits.subarray(400 * config.vocab), await engine.logits(rows[2]))).toBeLessThan(
      1e-6,
    );
  });
});

describe('trouble', () => {
  test('models that the kernels cannot hold are refused', async () => {
    const create = (change: Partial<ModelConfig>) =>
      createEngineOn(device, { ...TINY, ...change }, randomWeights(TINY), OPTIONS, 'registers');
    await expect(create({ vocab: 37 })).rejects.toThrow(/vocab that is a multiple of 4/);
    await expect(create({ heads: 8 })).rejects.toThrow(/head size that is a multiple of 4/);
    await expect(create({ experts: 17 })).rejects.toThrow(/1 to 16 experts/);
    await expect(create({ topK: 4 })).rejects.toThrow(/4 of 3 experts/);
  });

  test('too many tokens for the adapter’s buffers are out of memory', async () => {
    const huge = { ...OPTIONS, maxTokens: 2 ** 22 };
    await expect(createEngineOn(device, TINY, randomWeights(TINY), huge, 'registers')).rejects.toMatchObject({
      name: 'TrainError',
      reason: 'out-of-memory',
    });
  });

  test('a lost device ends the run with a TrainError', async () => {
    const own = await nodeDevice();
    const engine = await createEngineOn(own, TINY, randomWeights(TINY), OPTIONS, 'registers');
    const batch = randomBatch(TINY, 2, 7);
    await engine.step(batch, 1e-3);
    own.destroy();
    const lost = { name: 'TrainError', reason: 'device-lost' };
    await expect(engine.takeLosses()).rejects.toMatchObject(lost);
    await expect(engine.step(batch, 1e-3)).rejects.toMatchObject(lost);
    await expect(engine.readTrained()).rejects.toMatchObject(lost);
    engine.release();
  });

  test('an engine with a device of its own gives it back', async () => {
    let opened: GPUDevice | undefined;
    const gpu = {
      requestAdapter: async () => {
        const adapter = (await NODE_GPU.requestAdapter())!;
        return { requestDevice: async () => (opened = await adapter.requestDevice()) };
      },
    };
    const engine = await createWebGpuEngine(gpu as unknown as GPU, TINY, randomWeights(TINY), OPTIONS);
    expect(engine).toMatchObject({ name: 'webgpu', method: 'full' });
    expect((await engine.evaluate(randomBatch(TINY, 1, 4))).count).toBe(4);
    engine.release();
    expect((await opened!.lost).reason).toBe('destroyed');
  });

  test('an adapter that knows compatibility mode alone trains to the same numbers', async () => {
    const gpu = {
      requestAdapter: async (options: GPURequestAdapterOptions) =>
        options.featureLevel === 'compatibility' ? NODE_GPU.requestAdapter(options) : null,
    };
    const losses = async (engine: TrainEngine) => {
      for (let i = 0; i < 3; i++) await engine.step(randomBatch(TINY, 2, 7), 1e-2);
      const all = await engine.takeLosses();
      return all;
    };
    const options = { ...OPTIONS, core: 'registers' } as const;
    const compatible = await createWebGpuEngine(gpu as unknown as GPU, TINY, randomWeights(TINY), options);
    engines.push(compatible);
    expect(await losses(compatible)).toEqual(await losses(await engineFor()));
  });
});
