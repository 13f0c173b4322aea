/** For tests: what every training engine must do with method 'lora'. */
import { afterEach, describe, expect, test } from 'vitest';
import { initialLora, type Lora, loraNames, loraParameters, withLora } from '../model/lora';
import { parameters } from '../model/parameters';
import type { Weights } from '../model/weights';
import type { EngineOptions, TrainEngine } from './engine';
import { noise, OPTIONS, randomBatch, randomWeights, TINY } from './engine.fixtures';
import { beginAt, type CreateEngine, relativeError } from './reference';

const CASES: Lora[] = [
  { rank: 4, targets: 'attention' },
  { rank: 16, targets: 'attention' },
  { rank: 8, targets: 'all' },
  { rank: 12, targets: 'all' },
];
const SEED = 7;

/** Factors as after many steps: no B is zero. */
function someFactors(lora: Lora): Map<string, Float32Array<ArrayBuffer>> {
  const start = initialLora(TINY, lora, SEED);
  return new Map(
    [...start].map(([name, values], i) => [
      name,
      name.includes('lora_B') ? noise(i + 1, values.length).map((value) => value / 4) : values,
    ]),
  );
}

/** Scores that tie choose the lower indices: the third expert never has a token. */
const LOPSIDED: Weights = {
  read(name, into) {
    const values = randomWeights(TINY).read(name, into);
    return name.endsWith('gate.weight') ? values.fill(0) : values;
  },
};

/** The gradients of the factors by the chain rule, in float64: `dA = B^T dW` and `dB = dW A^T`. */
function throughProduct(
  factors: ReadonlyMap<string, Float32Array>,
  gradients: ReadonlyMap<string, Float32Array>,
  { rank }: Lora,
): Map<string, Float64Array> {
  const expected = new Map<string, Float64Array>();
  for (const { name, shape } of parameters(TINY)) {
    const names = loraNames(name);
    const [a, b, dw] = [factors.get(names.a), factors.get(names.b), gradients.get(name)!];
    if (!a || !b) continue;
    const [rows, columns] = shape;
    const da = new Float64Array(a.length);
    const db = new Float64Array(b.length);
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++)
        for (let k = 0; k < rank; k++) {
          da[k * columns + c] += b[r * rank + k] * dw[r * columns + c];
          db[r * rank + k] += dw[r * columns + c] * a[k * columns + c];
        }
    expected.set(names.a, da).set(names.b, db);
  }
  return expected;
}

/** Declares the tests that every engine must pass. `create` makes an engine that the test releases of. */
export function loraContract(create: CreateEngine): void {
  let engines: TrainEngine[] = [];
  afterEach(() => {
    for (const engine of engines) engine.release();
    engines = [];
  });
  const made = async (options: Partial<EngineOptions>, weights = randomWeights(TINY)) => {
    const engine = await create(TINY, weights, { ...OPTIONS, ...options });
    engines.push(engine);
    return engine;
  };
  const adapting = (lora: Lora, weights?: Weights) =>
    made({ method: 'lora', lora: { ...lora, seed: SEED } }, weights);

  describe.each(CASES)('LoRA of rank $rank, targets $targets', (lora) => {
    test('starts at the weights it adapts, with factors from its seed', async () => {
      const engine = await adapting(lora);
      const batch = randomBatch(TINY, 2, 7);
      const logits = await (await made({ method: 'norm' })).logits(batch);
      expect(relativeError(await engine.logits(batch), logits)).toBeLessThan(1e-6);
      const factors = await engine.readTrained();
      expect(factors).toEqual(initialLora(TINY, lora, SEED));
      const names = loraParameters(TINY, lora).map(({ name }) => name);
      expect([...factors.keys()].sort()).toEqual(names.sort());
    });

    test('has the gradients that full fine-tuning has of the merged weights, through the product', async () => {
      const factors = someFactors(lora);
      const engine = await adapting(lora);
      await beginAt(engine, factors);
      const merged = await made({ method: 'full' }, withLora(randomWeights(TINY), TINY, factors));
      // 47 tokens are more than one tile of any kernel, and no multiple of it.
      for (const batch of [randomBatch(TINY, 2, 9), randomBatch(TINY, 1, 1), randomBatch(TINY, 2, 23)]) {
        const [low, full] = [await engine.gradients(batch), await merged.gradients(batch)];
        expect(relativeError([low.loss], [full.loss])).toBeLessThan(2e-6);
        const expected = throughProduct(factors, full.gradients, lora);
        expect([...low.gradients.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [name, values] of low.gradients)
          expect(relativeError(values, expected.get(name)!), name).toBeLessThan(2e-5);
      }
    });

    test('is, merged into the weights, the model that was trained', async () => {
      const engine = await adapting(lora);
      for (let i = 0; i < 5; i++) await engine.step(randomBatch(TINY, 2, 9, i), 1e-2);
      const factors = await engine.readTrained();
      const merged = await made({ method: 'norm' }, withLora(randomWeights(TINY), TINY, factors));
      const batch = randomBatch(TINY, 2, 11);
      const [low, whole] = [await engine.logits(batch), await merged.logits(batch)];
      expect(relativeError(low, whole)).toBeLessThan(2e-6);
      const base = await (await made({ method: 'norm' })).logits(batch);
      expect(relativeError(whole, base)).toBeGreaterThan(1e-2);
    });

    test('lowers the loss, the same every time and after a reset', async () => {
      const engine = await adapting(lora);
      const batch = randomBatch(TINY, 2, 7);
      const run = async () => {
        for (let i = 0; i < 20; i++) await engine.step(batch, 1e-2);
        return { losses: await engine.takeLosses(), values: await engine.readTrained() };
      };
      const first = await run();
      expect(first.losses[19]).toBeLessThan(first.losses[0] / 1.3);
      await engine.reset();
      expect(await run()).toEqual(first);
    });

    test('goes on from a saved state, bit for bit', async () => {
      const engine = await adapting(lora);
      const steps = async (used: TrainEngine, from: number) => {
        for (let i = from; i < from + 3; i++) await used.step(randomBatch(TINY, 2, 9, i), 1e-2);
        return { losses: await used.takeLosses(), values: await used.readTrained() };
      };
      await steps(engine, 0);
      const saved = await engine.save();
      const other = await adapting(lora);
      await other.restore(saved);
      expect(await steps(other, 3)).toEqual(await steps(engine, 3));
    });
  });

  test('LoRA gives no gradient to an expert without a token', async () => {
    const lora: Lora = { rank: 4, targets: 'all' };
    const engine = await adapting(lora, LOPSIDED);
    await beginAt(engine, someFactors(lora));
    const { gradients } = await engine.gradients(randomBatch(TINY, 3, 6));
    for (const [name, values] of gradients) {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      if (name.includes('experts.2.')) expect(largest, name).toBe(0);
      else expect(largest, name).toBeGreaterThan(0);
    }
  });

  test('LoRA needs to be told its rank and targets', async () => {
    await expect(made({ method: 'lora' })).rejects.toThrow(/rank/);
  });
}
