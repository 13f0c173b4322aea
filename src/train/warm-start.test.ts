import { describe, expect, test } from 'vitest';
import { type AdapterWeights, packAdapter } from '../model/adapter';
import { TINY_CONFIG, tinyWeights } from '../model/model.fixtures';
import { type Checkpoint, runLoop } from './loop';
import { adamwFor, type TrainSettings } from './settings';
import { warmStart } from './warm-start';
import { createCpuEngine } from './wasm/engine';

const text = (n: number) => Int32Array.from({ length: n }, (_, i) => (7 * i) % 96);
const tokens = { train: text(400), held: text(90) };
const lora = { rank: 4, targets: 'all' } as const;

/** Trains the tiny model: the curve, and what was learned as an adapter. */
async function train(method: 'norm' | 'lora', steps: number, from?: Checkpoint) {
  const settings: TrainSettings = { method, steps, lr: 1e-2, seed: 1, rows: 2, length: 16 };
  const engine = await createCpuEngine(TINY_CONFIG, tinyWeights(), {
    method,
    adamw: adamwFor(method),
    maxTokens: 32,
    maxLength: 32,
    ...(method === 'lora' && { lora: { ...lora, seed: 1 } }),
  });
  try {
    const { curve } = await runLoop(engine, tokens, settings, TINY_CONFIG.context, {}, from);
    return { curve, adapter: packAdapter(method, await engine.readTrained(), TINY_CONFIG) };
  } finally {
    engine.release();
  }
}

describe.each(['norm', 'lora'] as const)('a run that goes on from an adapter, %s', (method) => {
  test('begins with what the adapter has learned and learns more', async () => {
    const first = await train(method, 20);
    const second = await train(method, 20, warmStart(first.adapter, TINY_CONFIG));
    const [start] = second.curve;
    expect(start[0]).toBe(0);
    expect(start[2]).toBeLessThan(first.curve[0][2]!);
    // The adapter is kept in float16.
    expect(Math.abs(Math.log(start[2]! / first.curve[20][2]!))).toBeLessThan(1e-3);
    expect(second.curve[20][2]).toBeLessThan(start[2]!);
  });
});

test('refuses full fine-tuning', () => {
  const adapter: AdapterWeights = { method: 'full', bytes: new Uint8Array(0) };
  expect(() => warmStart(adapter, TINY_CONFIG)).toThrow(RangeError);
});
