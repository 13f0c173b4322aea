/** For tests: what every training engine must do. */
import { afterEach, describe, expect, test } from 'vitest';
import { IGNORE, type ModelConfig } from '../model/config';
import { EMBEDDING, FINAL_NORM, gainNames, layerNames, parameters } from '../model/parameters';
import { SafetensorsError } from '../model/safetensors';
import { type Weights, weightsFrom } from '../model/weights';
import type { Batch, EngineOptions, TrainEngine } from './engine';
import { noise, OPTIONS, randomBatch, randomWeights, TINY } from './engine.fixtures';
import { type CreateEngine, relativeError } from './reference';
import { inFloat64, lossInFloat64 } from './twin/model';

/** How far a float32 gradient may be from a slope, as a share of its length. Measured: 6e-6, most far below. */
const SLOPE_TOLERANCE = 1e-4;

/** `weights` with some parameters changed. */
function changed(
  weights: Weights,
  change: (name: string, values: Float32Array<ArrayBuffer>) => void,
): Weights {
  return {
    read(name, into) {
      const values = weights.read(name, into);
      change(name, values);
      return values;
    },
  };
}

/**
 * Weights that send every token to expert 0 first, then to 1, and never to 2: the stream's first channel is large
 * and positive for every token, and the routers read it.
 */
function steered(config: ModelConfig): Weights {
  const { width } = config;
  return changed(randomWeights(config), (name, values) => {
    if (name === EMBEDDING) for (let i = 0; i < values.length; i += width) values[i] = 8;
    if (name.endsWith('gate.weight'))
      for (const [e, score] of [1, 0.6, -1].entries()) values[e * width] = score;
  });
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

/** Declares the tests that every engine must pass. `create` makes an engine that the test releases of. */
export function engineContract(create: CreateEngine): void {
  let engines: TrainEngine[] = [];
  afterEach(() => {
    for (const engine of engines) engine.release();
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

    test('of norm-only training go down the slope that full fine-tuning has for the gains', async () => {
      const batch = randomBatch(TINY, 2, 9);
      const [norm, full] = await Promise.all(
        (['norm', 'full'] as const).map(async (method) => (await engineFor({ method })).gradients(batch)),
      );
      expect(relativeError([norm.loss], [full.loss])).toBeLessThan(1e-6);
      for (const [name, values] of norm.gradients)
        expect(relativeError(values, full.gradients.get(name)!), name).toBeLessThan(1e-6);
    });

    test.each(['norm', 'full'] as const)('of %s training go on from a saved state', async (method) => {
      const batch = (i: number) => randomBatch(TINY, 2, 9, i);
      const rest = async (engine: TrainEngine) => {
        for (let i = 3; i < 7; i++) await engine.step(batch(i), 1e-2);
        return { losses: await engine.takeLosses(), state: await engine.save() };
      };
      const first = await engineFor({ method });
      for (let i = 0; i < 3; i++) await first.step(batch(i), 1e-2);
      const saved = await first.save();
      expect(saved.steps).toBe(3);
      expect(saved.values).toEqual(await first.readTrained());
      await first.takeLosses();
      const expected = await rest(first);

      const second = await engineFor({ method });
      await second.step(batch(9), 1e-2); // neither the step nor its loss is left
      for (const engine of [second, first]) {
        await engine.restore(saved);
        expect(await engine.save()).toEqual(saved);
        expect(await rest(engine)).toEqual(expected);
      }
    });

    test('go on from no state of another method or model', async () => {
      const norm = await engineFor({ method: 'norm' });
      const full = await engineFor();
      const wider = { ...TINY, width: 32 };
      const other = await made(randomWeights(wider), { method: 'norm' }, wider);
      const before = await norm.save();
      for (const [engine, stranger] of [
        [norm, full],
        [full, norm],
        [norm, other],
      ])
        await expect(engine.restore(await stranger.save())).rejects.toThrow(RangeError);
      expect(await norm.save()).toEqual(before);
    });

    test.each(['norm', 'full'] as const)(
      'of %s training whose loss is not finite are skipped',
      async (method) => {
        // One expert that overflows: the tokens that come to it have no loss, the others have.
        const poisoned = changed(randomWeights(TINY), (name, values) => {
          const { expert } = layerNames(0);
          if (name === expert(2, 'w3')) values.set(values.map((value) => 1e4 * value));
          if (name === expert(2, 'w2')) values.fill(1e38);
        });
        const engine = await made(poisoned, { method }, { ...TINY, topK: 1 });
        const single = (id: number): Batch => ({
          rows: 1,
          length: 1,
          ids: Int32Array.of(id),
          targets: Int32Array.of(0),
        });
        const losses = new Map<number, number>();
        for (let id = 0; id < TINY.vocab; id++) losses.set(id, (await engine.evaluate(single(id))).sum);
        const find = (finite: boolean) =>
          single([...losses].find(([, loss]) => Number.isFinite(loss) === finite)![0]);
        const [good, bad] = [find(true), find(false)];

        await engine.step(good, 1e-2);
        const before = await engine.save();
        await engine.step(bad, 1e-2);
        expect(await engine.save()).toEqual({ ...before, steps: 2 });
        await engine.step(good, 1e-2);
        const [first, skipped, last] = await engine.takeLosses();
        expect(skipped).toBeNaN();
        expect(last).toBeLessThan(first);
      },
    );

    test('whose gradients are not finite are skipped, though the loss is', async () => {
      // A large final gain makes large gradients; an expert that goes up before it comes down makes one overflow.
      const steep = changed(randomWeights(TINY), (name, values) => {
        const scale = (by: number) => values.set(values.map((value) => by * value));
        if (name === FINAL_NORM) scale(1e35);
        if (name.endsWith('w3.weight')) scale(1e6);
        if (name.endsWith('w2.weight')) scale(1e-6);
      });
      const engine = await made(steep);
      const batch = randomBatch(TINY, 1, 1);
      const { loss, gradients } = await engine.gradients(batch);
      expect(loss).toBeLessThan(Number.POSITIVE_INFINITY);
      expect([...gradients.values()].some((values) => !values.every(Number.isFinite))).toBe(true);
      const before = await engine.save();
      await engine.step(batch, 1e-2);
      expect(await engine.takeLosses()).toEqual([Number.NaN]);
      expect(await engine.save()).toEqual({ ...before, steps: 1 });
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
      const lopsided = changed(randomWeights(TINY), (name, values) => {
        if (name.endsWith('gate.weight')) values.fill(0);
      });
      const engine = await made(lopsided);
      const { gradients } = await engine.gradients(randomBatch(TINY, 3, 6));
      for (const [name, values] of gradients) {
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        if (name.includes('experts.2.')) expect(largest, name).toBe(0);
        else expect(largest, name).toBeGreaterThan(0);
      }
    });

    test('count only where something is predicted', async () => {
      const engine = await engineFor();
      const whole = randomBatch(TINY, 2, 6);
      const row: Batch = {
        rows: 1,
        length: 6,
        ids: whole.ids.slice(0, 6),
        targets: whole.targets.slice(0, 6),
      };
      whole.targets.fill(IGNORE, 6);
      const [masked, alone] = [await engine.gradients(whole), await engine.gradients(row)];
      expect(relativeError([masked.loss], [alone.loss])).toBeLessThan(1e-6);
      for (const [name, values] of masked.gradients)
        expect(relativeError(values, alone.gradients.get(name)!), name).toBeLessThan(2e-6);
      const [{ sum, count }, expected] = [await engine.evaluate(whole), await engine.evaluate(row)];
      expect(count).toBe(5);
      expect(relativeError([sum], [expected.sum])).toBeLessThan(1e-6);
      whole.targets.fill(IGNORE);
      expect(await engine.evaluate(whole)).toEqual({ sum: 0, count: 0 });
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

  test.each([
    ['some tokens for each expert', { weights: randomWeights, topK: 2, rows: 2, length: 7, idle: [] }],
    ['all tokens for one expert', { weights: steered, topK: 1, rows: 2, length: 7, idle: [1, 2] }],
    ['all tokens for the same two', { weights: steered, topK: 2, rows: 3, length: 5, idle: [2] }],
    ['all experts for each token', { weights: steered, topK: 3, rows: 1, length: 6, idle: [] }],
    ['a single token', { weights: steered, topK: 2, rows: 1, length: 1, idle: [2] }],
  ])('gradients are slopes in float64: %s', async (_, { weights, topK, rows, length, idle }) => {
    const config = { ...TINY, topK };
    const batch = randomBatch(config, rows, length);
    const start = inFloat64(config, weights(config));
    const engine = await made(weights(config), {}, config);
    const { loss, gradients } = await engine.gradients(batch);
    expect(relativeError([loss], [lossInFloat64(config, start, batch)])).toBeLessThan(1e-6);

    // Along a direction of ones and minus ones, an error in the gradient shows as large as it is, on the average.
    const h = 1e-5;
    for (const [i, { name, size: numbers }] of parameters(config).entries())
      for (const seed of [i + 1, i + 1001]) {
        const direction = Float64Array.from(noise(seed, numbers), (value) => (value < 0 ? -1 : 1));
        const lossAt = (step: number) => {
          const moved = start.get(name)!.map((value, at) => value + step * direction[at]);
          return lossInFloat64(config, new Map([...start, [name, moved]]), batch);
        };
        const slope = (lossAt(h) - lossAt(-h)) / (2 * h);
        const gradient = gradients.get(name)!;
        const size = Math.sqrt(dot(gradient, gradient));
        expect(Math.abs(dot(gradient, direction) - slope), name).toBeLessThan(SLOPE_TOLERANCE * size + 1e-9);
        if (name.includes('experts.'))
          expect(size === 0, name).toBe(idle.some((e) => name.includes(`experts.${e}.`)));
      }
  });

  test('losses of hundreds of nats are told as they are', async () => {
    const sure = changed(randomWeights(TINY), (name, values) => {
      if (name === FINAL_NORM) values.set(values.map((gain) => 1000 * gain));
    });
    const batch = randomBatch(TINY, 2, 7);
    const expected = lossInFloat64(TINY, inFloat64(TINY, sure), batch);
    expect(expected).toBeGreaterThan(500);
    const engine = await made(sure);
    const { sum, count } = await engine.evaluate(batch);
    expect(relativeError([sum / count], [expected])).toBeLessThan(1e-5);
  });

  test.each([gainNames(TINY)[0], EMBEDDING])(
    'what is wrong with the weights is told as it is: %s',
    async (bad) => {
      const weights = randomWeights(TINY);
      const broken: Weights = {
        read(name, into) {
          if (name === bad) throw new SafetensorsError('damaged', 'these weights are broken');
          return weights.read(name, into);
        },
      };
      for (const method of ['norm', 'full'] as const)
        await expect(made(broken, { method })).rejects.toMatchObject({
          details: { problem: 'these weights are broken' },
        });
    },
  );
}
