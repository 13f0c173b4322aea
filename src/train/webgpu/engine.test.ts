import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { IGNORE, type ModelConfig } from '../../model/config';
import { EMBEDDING, gainNames, parameters } from '../../model/parameters';
import { SafetensorsError } from '../../model/safetensors';
import { type Weights, weightsFrom } from '../../model/weights';
import type { Batch, EngineOptions, TrainEngine } from '../engine';
import { relativeError } from '../reference';
import { LOSS_SLOTS } from './activations';
import { createEngineOn, createWebGpuEngine } from './engine';
import { NODE_GPU, nodeDevice, noise } from './testing';

const TINY: ModelConfig = {
  vocab: 36,
  width: 16,
  layers: 2,
  heads: 2,
  experts: 3,
  topK: 2,
  hidden: 12,
  context: 32,
  eps: 1e-5,
  theta: 10000,
};

const OPTIONS: EngineOptions = {
  method: 'full',
  adamw: { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 },
  maxTokens: 48,
  maxLength: 24,
};

function randomWeights(config: ModelConfig): Weights {
  return weightsFrom(
    new Map(
      parameters(config).map(({ name, kind, size }, i) => [
        name,
        noise(i + 1, size).map((value) => (kind === 'gain' ? 1 + value / 5 : value / 2)),
      ]),
    ),
  );
}

function randomBatch(config: ModelConfig, rows: number, length: number, seed = 1): Batch {
  const ids = (seed: number) =>
    Int32Array.from(noise(seed, rows * length), (value) => Math.floor(((value + 1) / 2) * config.vocab));
  const targets = ids(seed + 100);
  if (rows * length > 4) targets[3] = IGNORE;
  return { rows, length, ids: ids(seed), targets };
}

let device: GPUDevice;
let engines: TrainEngine[] = [];
beforeAll(async () => {
  device = await nodeDevice();
});
afterEach(() => {
  for (const engine of engines) engine.dispose();
  engines = [];
});
afterAll(() => device.destroy());

async function engineFor(config = TINY, options: Partial<EngineOptions> = {}): Promise<TrainEngine> {
  const engine = await createEngineOn(device, config, randomWeights(config), { ...OPTIONS, ...options });
  engines.push(engine);
  return engine;
}

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

  test('are the same every time', async () => {
    const trained = await Promise.all(
      [1, 2].map(async () => {
        const engine = await engineFor();
        for (let i = 0; i < 3; i++) await engine.step(randomBatch(TINY, 2, 9, i), 1e-2);
        return { losses: await engine.takeLosses(), values: await engine.readTrained() };
      }),
    );
    expect(trained[0]).toEqual(trained[1]);
  });

  test('of norm-only training change the gains and nothing else', async () => {
    const engine = await engineFor(TINY, { method: 'norm' });
    const batch = randomBatch(TINY, 1, 20);
    expect([...(await engine.gradients(batch)).gradients.keys()].sort()).toEqual(gainNames(TINY).sort());
    for (let i = 0; i < 5; i++) await engine.step(batch, 1e-2);
    const trained = await engine.readTrained();
    expect([...trained.keys()].sort()).toEqual(gainNames(TINY).sort());

    // the same gains in untouched weights give the same logits
    const start = randomWeights(TINY);
    const mixed = new Map(
      parameters(TINY).map(({ name }) => [name, trained.get(name) ?? start.read(name)] as const),
    );
    const rebuilt = await createEngineOn(device, TINY, weightsFrom(mixed), { ...OPTIONS, method: 'norm' });
    engines.push(rebuilt);
    expect(await rebuilt.logits(batch)).toEqual(await engine.logits(batch));
  });
});

describe('batches', () => {
  test('of any shape may follow one another', async () => {
    const used = await engineFor();
    for (const [rows, length] of [
      [2, 24],
      [1, 1],
      [5, 3],
      [1, 23],
      [48, 1],
    ]) {
      const fresh = await engineFor();
      const batch = randomBatch(TINY, rows, length, rows);
      expect(await used.logits(batch)).toEqual(await fresh.logits(batch));
      expect((await used.gradients(batch)).gradients).toEqual((await fresh.gradients(batch)).gradients);
    }
  });

  test('with more tokens than there is room for logits are the sum of their rows', async () => {
    // a vocabulary of the base's size leaves room for 512 tokens
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

  test('that do not fit are refused', async () => {
    const engine = await engineFor();
    const good = randomBatch(TINY, 1, 4);
    const bad: [Partial<Batch>, RegExp][] = [
      [{ rows: 2 }, /4 ids/],
      [randomBatch(TINY, 7, 7), /more than the engine was made for/],
      [randomBatch(TINY, 1, 25), /more than the engine was made for/],
      [{ ids: Int32Array.of(0, 1, 2, 36) }, /outside the vocabulary/],
      [{ targets: Int32Array.of(0, 1, 2, -1) }, /outside the vocabulary/],
      [{ targets: new Int32Array(4).fill(IGNORE) }, /needs a token to predict/],
    ];
    for (const [change, message] of bad)
      await expect(engine.step({ ...good, ...change }, 1e-3)).rejects.toThrow(message);
    // and nothing has happened to the engine
    const untouched = await engineFor();
    expect(await engine.takeLosses()).toEqual([]);
    expect(await engine.readTrained()).toEqual(await untouched.readTrained());
    await engine.step(good, 1e-3);
    await untouched.step(good, 1e-3);
    expect(await engine.readTrained()).toEqual(await untouched.readTrained());
  });
});

describe('trouble', () => {
  test('models that the kernels cannot hold are refused', async () => {
    const create = (change: Partial<ModelConfig>) =>
      createEngineOn(device, { ...TINY, ...change }, randomWeights(TINY), OPTIONS);
    await expect(create({ vocab: 37 })).rejects.toThrow(/vocab that is a multiple of 4/);
    await expect(create({ heads: 8 })).rejects.toThrow(/head size that is a multiple of 4/);
    await expect(create({ experts: 17 })).rejects.toThrow(/1 to 16 experts/);
    await expect(create({ topK: 4 })).rejects.toThrow(/4 of 3 experts/);
  });

  test('too many tokens for the adapter’s buffers are out of memory', async () => {
    const huge = { ...OPTIONS, maxTokens: 2 ** 22 };
    await expect(createEngineOn(device, TINY, randomWeights(TINY), huge)).rejects.toMatchObject({
      name: 'TrainError',
      reason: 'out-of-memory',
    });
  });

  test('what is wrong with the weights is told as it is', async () => {
    const broken: Weights = {
      read: () => {
        throw new SafetensorsError('These weights are broken.');
      },
    };
    await expect(createEngineOn(device, TINY, broken, OPTIONS)).rejects.toThrow(SafetensorsError);
  });

  test('a lost device ends the run with a TrainError', async () => {
    const own = await nodeDevice();
    const engine = await createEngineOn(own, TINY, randomWeights(TINY), OPTIONS);
    const batch = randomBatch(TINY, 2, 7);
    await engine.step(batch, 1e-3);
    own.destroy();
    const lost = { name: 'TrainError', reason: 'device-lost' };
    await expect(engine.takeLosses()).rejects.toMatchObject(lost);
    await expect(engine.step(batch, 1e-3)).rejects.toMatchObject(lost);
    await expect(engine.readTrained()).rejects.toMatchObject(lost);
    engine.dispose();
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
    engine.dispose();
    expect((await opened!.lost).reason).toBe('destroyed');
  });
});
