/** For tests: small random models, and what every training engine must do. */
import { afterEach, describe, expect, test } from 'vitest';
import { IGNORE, type ModelConfig } from '../model/config';
import { EMBEDDING, gainNames, parameters } from '../model/parameters';
import { SafetensorsError } from '../model/safetensors';
import { type Weights, weightsFrom } from '../model/weights';
import type { Batch, EngineOptions, TrainEngine } from './engine';
import type { CreateEngine } from './reference';

/** `count` numbers between -1 and 1, the same for the same seed (a linear congruential generator). */
export function noise(seed: number, count: number): Float32Array<ArrayBuffer> {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export const TINY: ModelConfig = {
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

export const OPTIONS: EngineOptions = {
  method: 'full',
  adamw: { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 },
  maxTokens: 48,
  maxLength: 24,
};

export function randomWeights(config: ModelConfig): Weights {
  return weightsFrom(
    new Map(
      parameters(config).map(({ name, kind, size }, i) => [
        name,
        noise(i + 1, size).map((value) => (kind === 'gain' ? 1 + value / 5 : value / 2)),
      ]),
    ),
  );
}

export function randomBatch(config: ModelConfig, rows: number, length: number, seed = 1): Batch {
  const ids = (seed: number) =>
    Int32Array.from(noise(seed, rows * length), (value) => Math.floor(((value + 1) / 2) * config.vocab));
  const targets = ids(seed + 100);
  if (rows * length > 4) targets[3] = IGNORE;
  return { rows, length, ids: ids(seed), targets };
}

/** Declares the tests that every engine must pass. `create` makes an engine that the test disposes of. */
export function engineContract(create: CreateEngine): void {
  let engines: TrainEngine[] = [];
  afterEach(() => {
    for (const engine of engines) engine.dispose();
    engines = [];
  });
  const made = async (weights: Weights, options: Partial<EngineOptions> = {}, config = TINY) => {
    const engine = await create(config, weights, { ...OPTIONS, ...options });
    engines.push(engine);
    return engine;
  };
  const engineFor = (options: Partial<EngineOptions> = {}) => made(randomWeights(TINY), options);

  describe('steps', () => {
    test('lower the loss and report it, and measuring changes nothing', async () => {
      const engine = await engineFor();
      const batch = randomBatch(TINY, 2, 7);
      const before = (await engine.gradients(batch)).loss;
      await engine.evaluate(batch);
      await engine.logits(batch);
      for (let i = 0; i < 30; i++) await engine.step(batch, 1e-2);
      const losses = await engine.takeLosses();
      expect(losses).toHaveLength(30);
      expect(losses[0]).toBe(before);
      expect(losses[29]).toBeLessThan(losses[0] / 2);
      expect(await engine.takeLosses()).toEqual([]);
      const { sum, count } = await engine.evaluate(batch);
      expect(count).toBe(13);
      expect(sum / count).toBeLessThan(losses[29] * 1.1);
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
      const engine = await engineFor({ method: 'norm' });
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
      const rebuilt = await made(weightsFrom(mixed), { method: 'norm' });
      expect(await rebuilt.logits(batch)).toEqual(await engine.logits(batch));
    });

    test.each(['norm', 'full'] as const)('of %s training are forgotten by a reset', async (method) => {
      const engine = await engineFor({ method });
      const run = async () => {
        for (let i = 0; i < 3; i++) await engine.step(randomBatch(TINY, 2, 9, i), 1e-2);
        return { losses: await engine.takeLosses(), values: await engine.readTrained() };
      };
      const first = await run();
      await engine.step(randomBatch(TINY, 1, 4), 1e-2); // its loss is forgotten too
      await engine.reset();
      expect(await run()).toEqual(first);
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

    test('that send no token to an expert give it no gradient', async () => {
      // Scores that tie choose the lower indices: the third expert never has a token.
      const weights = randomWeights(TINY);
      const lopsided: Weights = {
        read(name) {
          const values = weights.read(name);
          if (name.endsWith('gate.weight')) values.fill(0);
          return values;
        },
      };
      const engine = await made(lopsided);
      const { gradients } = await engine.gradients(randomBatch(TINY, 3, 6));
      for (const [name, values] of gradients) {
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        if (name.includes('experts.2.')) expect(largest, name).toBe(0);
        else expect(largest, name).toBeGreaterThan(0);
      }
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

  test.each([gainNames(TINY)[0], EMBEDDING])(
    'what is wrong with the weights is told as it is: %s',
    async (bad) => {
      const weights = randomWeights(TINY);
      const broken: Weights = {
        read(name) {
          if (name === bad) throw new SafetensorsError('These weights are broken.');
          return weights.read(name);
        },
      };
      for (const method of ['norm', 'full'] as const)
        await expect(made(broken, { method })).rejects.toThrow('These weights are broken.');
    },
  );
}
