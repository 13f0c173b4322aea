import { describe, expect, test } from 'vitest';
import { BASE_CONFIG, BASE_SHA256 } from '../model/config';
import { initialLora, type Lora } from '../model/lora';
import { readBytes } from '../model/model.fixtures';
import type { Method } from '../model/run';
import { openWeights, type Weights } from '../model/weights';
import type { TrainEngine } from './engine';
import { checkKnownAnswer, type KnownAnswerReport } from './known-answer';
import CASE from './known-answer.json';
import { adamwFor } from './settings';
import { createCpuEngine } from './wasm/engine';

const BASE = openWeights(readBytes('models/fractalmoe-30m/model.safetensors'), BASE_CONFIG);

async function withEngine<T>(
  weights: Weights,
  method: Method,
  use: (engine: TrainEngine) => Promise<T>,
  lora: Lora = { rank: 8, targets: 'all' },
): Promise<T> {
  const sizes = { maxTokens: 64, maxLength: 64 };
  const options = { method, adamw: adamwFor(method), ...sizes, lora: { ...lora, seed: 3 } };
  const engine = await createCpuEngine(BASE_CONFIG, weights, options);
  try {
    return await use(engine);
  } finally {
    engine.release();
  }
}

type Change = (values: Float32Array<ArrayBuffer>) => Float32Array<ArrayBuffer>;

/** The base with the parameters changed that `names` matches. */
function tampered(names: RegExp, change: Change): Weights {
  return {
    read(name, into) {
      const values = BASE.read(name, into);
      if (names.test(name)) values.set(change(values));
      return values;
    },
  };
}

const transposed: Change = (values) =>
  values.map(
    (_, i) => values[(i % BASE_CONFIG.width) * BASE_CONFIG.width + Math.floor(i / BASE_CONFIG.width)],
  );
/** Off by about a hundredth everywhere: the sine's root mean square is 1 / sqrt(2). */
const noisy: Change = (values) => values.map((v, i) => v * (1 + 0.01 * Math.SQRT2 * Math.sin(12.9898 * i)));
const zero: Change = (values) => values.fill(0);

/** The base in which expert 3 of layer 1, the least used one, has expert 4's weights. */
const WRONG_EXPERT: Weights = {
  read: (name, into) =>
    BASE.read(
      name.replace('layers.1.block_sparse_moe.experts.3.', 'layers.1.block_sparse_moe.experts.4.'),
      into,
    ),
};

/** What the test makes of an engine that is right but for `faults`. */
function reportWith(
  method: Method,
  faults: (engine: TrainEngine) => Partial<TrainEngine>,
): Promise<KnownAnswerReport> {
  return withEngine(BASE, method, (engine) =>
    checkKnownAnswer(
      new Proxy(engine, { get: (target, name) => faultOr(target, name as keyof TrainEngine) }),
    ),
  );
  function faultOr(engine: TrainEngine, name: keyof TrainEngine) {
    const value = faults(engine)[name] ?? engine[name];
    return typeof value === 'function' ? value.bind(engine) : value;
  }
}

describe('the known-answer test', () => {
  test('is made for this base and for the settings that engines train with', () => {
    expect(CASE.base).toBe(BASE_SHA256);
    expect(CASE.methods.norm).toMatchObject(adamwFor('norm'));
    expect(CASE.methods['lora-attention']).toMatchObject(adamwFor('lora'));
    expect(CASE.methods['lora-all']).toMatchObject(adamwFor('lora'));
    expect(CASE.methods.full).toMatchObject(adamwFor('full'));
  });

  test('is passed by a right engine, a hundred times closer than it asks, and leaves it as it was', async () => {
    await withEngine(BASE, 'norm', async (engine) => {
      const first = await checkKnownAnswer(engine);
      expect(first.passed).toBe(true);
      expect(first.error).toBeLessThan(1e-5);
      expect(await checkKnownAnswer(engine)).toEqual(first);
    });
  });

  test('is passed by full fine-tuning', async () => {
    const report = await withEngine(BASE, 'full', checkKnownAnswer);
    expect(report.passed).toBe(true);
    expect(report.error).toBeLessThan(1e-5);
  });

  test.each<Lora>([
    { rank: 4, targets: 'attention' },
    { rank: 16, targets: 'attention' },
    { rank: 4, targets: 'all' },
    { rank: 12, targets: 'all' },
  ])('is passed by LoRA of rank $rank, targets $targets, which begins as it would have', async (lora) => {
    await withEngine(
      BASE,
      'lora',
      async (engine) => {
        const report = await checkKnownAnswer(engine);
        expect(report.passed).toBe(true);
        expect(report.error).toBeLessThan(1e-5);
        expect(await engine.readTrained()).toEqual(initialLora(BASE_CONFIG, lora, 3));
      },
      lora,
    );
  });

  test.each<[fault: string, weights: Weights]>([
    ['a matrix in another layout', tampered(/layers\.1\.self_attn\.o_proj/, transposed)],
    ["an expert with another's weights", WRONG_EXPERT],
    ['an expert that adds nothing', tampered(/layers\.3\..*experts\.5\.w2/, zero)],
    ['attention that adds nothing', tampered(/layers\.2\.self_attn\.o_proj/, zero)],
    ['one layer 1% off', tampered(/layers\.2\..*(proj|gate|w[123])\.weight/, noisy)],
    ['a token that is no number', tampered(/embed_tokens/, (v) => v.fill(Number.NaN, 0, BASE_CONFIG.width))],
  ])('finds out %s', async (_, weights) => {
    expect(await withEngine(weights, 'norm', checkKnownAnswer)).toMatchObject({ passed: false });
  });

  test.each(['norm', 'lora', 'full'] as const)(
    'finds out an engine that does not update (%s)',
    async (method) => {
      const still = await reportWith(method, (engine) => ({ step: (batch) => engine.step(batch, 0) }));
      expect(still).toMatchObject({ passed: false, at: 'the loss of step 3' });
    },
  );

  test('finds out wrong gradients, and answers that are no numbers', async () => {
    const scaled = await reportWith('norm', (engine) => ({
      async gradients(batch) {
        const { loss, gradients } = await engine.gradients(batch);
        return {
          loss,
          gradients: new Map([...gradients].map(([name, values]) => [name, values.map((v) => 1.01 * v)])),
        };
      },
    }));
    expect(scaled.passed).toBe(false);
    expect(scaled.error).toBeCloseTo(0.01, 4);
    const notNumbers = await reportWith('norm', () => ({ takeLosses: async () => [Number.NaN, 1, 1] }));
    expect(notNumbers).toEqual({ passed: false, error: Number.POSITIVE_INFINITY, at: 'the loss of step 1' });
  });
});
