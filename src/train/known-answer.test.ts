import { describe, expect, it } from 'vitest';
import { BASE_SHA256 } from '../model/base';
import { BASE_CONFIG } from '../model/config';
import { readBytes } from '../model/testing';
import { openWeights, type Weights } from '../model/weights';
import { createCpuEngine } from './cpu/engine';
import type { Method, TrainEngine } from './engine';
import { checkKnownAnswer, type KnownAnswerReport } from './known-answer';
import CASE from './known-answer.json';
import { adamwFor } from './settings';

const BASE = openWeights(readBytes('models/fractalmoe-30m/model.safetensors'), BASE_CONFIG);

async function withEngine<T>(
  weights: Weights,
  method: Method,
  use: (engine: TrainEngine) => Promise<T>,
): Promise<T> {
  const options = { method, adamw: adamwFor(method), maxTokens: 64, maxLength: 64 };
  const engine = await createCpuEngine(BASE_CONFIG, weights, options, 'test');
  try {
    return await use(engine);
  } finally {
    engine.dispose();
  }
}

/** The base with one parameter changed. */
function tampered(
  name: string,
  change: (values: Float32Array<ArrayBuffer>) => Float32Array<ArrayBuffer>,
): Weights {
  return { read: (asked) => (asked === name ? change(BASE.read(asked)) : BASE.read(asked)) };
}

/** What the test makes of an engine that is right but for `faults`. */
function reportWith(faults: (engine: TrainEngine) => Partial<TrainEngine>): Promise<KnownAnswerReport> {
  return withEngine(BASE, 'norm', (engine) =>
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
  it('is made for this base and for the settings that engines train with', () => {
    expect(CASE.base).toBe(BASE_SHA256);
    for (const method of ['norm', 'full'] as const)
      expect(CASE.methods[method]).toMatchObject(adamwFor(method));
  });

  it('is passed by a right engine, a hundred times closer than it asks, and leaves it as it was', async () => {
    await withEngine(BASE, 'norm', async (engine) => {
      const first = await checkKnownAnswer(engine);
      expect(first.passed).toBe(true);
      expect(first.error).toBeLessThan(1e-5);
      expect(await checkKnownAnswer(engine)).toEqual(first);
    });
  });

  it('is passed by full fine-tuning', async () => {
    const report = await withEngine(BASE, 'full', checkKnownAnswer);
    expect(report.passed).toBe(true);
    expect(report.error).toBeLessThan(1e-5);
  });

  it('finds out weights that are wrong in one place', async () => {
    const transposed = (values: Float32Array<ArrayBuffer>) =>
      values.map((_, i) => values[(i % 512) * 512 + Math.floor(i / 512)]);
    // What a few roundings to ten bits of mantissa leave.
    const noisy = (values: Float32Array<ArrayBuffer>) =>
      values.map((v, i) => v * (1 + 0.03 * Math.sin(12.9898 * i)));
    for (const [name, change] of [
      ['model.layers.1.self_attn.o_proj.weight', transposed],
      [
        'model.layers.3.block_sparse_moe.experts.5.w2.weight',
        (values: Float32Array<ArrayBuffer>) => values.fill(0),
      ],
      ['model.layers.0.self_attn.v_proj.weight', noisy],
      ['model.embed_tokens.weight', (values: Float32Array<ArrayBuffer>) => values.fill(Number.NaN, 0, 512)],
    ] as const) {
      const report = await withEngine(tampered(name, change), 'norm', checkKnownAnswer);
      expect(report, name).toMatchObject({ passed: false });
    }
  });

  it('finds out an engine that does not update, or has wrong gradients, or no numbers', async () => {
    const still = await reportWith((engine) => ({ step: (batch) => engine.step(batch, 0) }));
    expect(still).toMatchObject({ passed: false, at: 'the loss of step 3' });
    const scaled = await reportWith((engine) => ({
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
    const notNumbers = await reportWith(() => ({ takeLosses: async () => [Number.NaN, 1, 1] }));
    expect(notNumbers).toEqual({ passed: false, error: Number.POSITIVE_INFINITY, at: 'the loss of step 1' });
  });
});
