import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TINY_CONFIG, tinyWeights } from '../model/testing';
import { type LoopHooks, runLoop } from './loop';
import { Pace } from './pace';
import { adamwFor, type TrainSettings } from './settings';
import { createEngineOn } from './webgpu/engine';
import { nodeDevice } from './webgpu/testing';

/** A text with a rule to learn: the ids count up in steps of 7. */
const text = (n: number) => Int32Array.from({ length: n }, (_, i) => (7 * i) % 96);
const tokens = { train: text(400), held: text(90) };
const settings: TrainSettings = { method: 'full', steps: 30, lr: 1e-2, seed: 1, rows: 2, length: 16 };

let device: GPUDevice;

beforeAll(async () => {
  device = await nodeDevice();
});
afterAll(() => device.destroy());

async function run(changed: Partial<TrainSettings> = {}, hooks?: LoopHooks) {
  const engine = await createEngineOn(device, TINY_CONFIG, tinyWeights(), {
    method: 'full',
    adamw: adamwFor('full'),
    maxTokens: TINY_CONFIG.context,
    maxLength: TINY_CONFIG.context,
  });
  try {
    return await runLoop(engine, tokens, { ...settings, ...changed }, TINY_CONFIG.context, hooks);
  } finally {
    engine.dispose();
  }
}

describe('runLoop', () => {
  it('learns, and says what it measured after which step', async () => {
    const heard: number[] = [];
    const probed: number[] = [];
    const { steps, curve } = await run(
      {},
      {
        onLosses: (losses) => heard.push(...losses.map(([step]) => step)),
        onHeld: (step) => probed.push(step),
      },
    );
    expect(steps).toBe(30);
    expect(heard).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(probed).toEqual([0, 6, 15, 23, 30]);
    expect(curve.map(([step]) => step)).toEqual(Array.from({ length: 31 }, (_, i) => i));
    expect(curve[0][1]).toBeNull();
    expect(curve[30][1]).toBeLessThan(curve[1][1]! / 2);
    expect(curve[30][2]).toBeLessThan(curve[0][2]! / 2);
    expect(curve.filter(([, , held]) => held !== null).map(([step]) => step)).toEqual(probed);
  });

  it('does the same again with the same seed, and something else with another', async () => {
    const first = await run({ steps: 5 });
    expect((await run({ steps: 5 })).curve).toEqual(first.curve);
    expect((await run({ steps: 5, seed: 2 })).curve).not.toEqual(first.curve);
  });

  it('stops after the step it is in and keeps the curve so far', async () => {
    const stopping = new AbortController();
    const { steps, curve } = await run(
      {},
      { signal: stopping.signal, onHeld: (step) => step === 6 && stopping.abort() },
    );
    expect(steps).toBe(6);
    expect(curve).toHaveLength(7);
    expect(curve[6][2]).not.toBeNull();
  });

  it('waits while the browser slows it down out of sight, and learns the same', async () => {
    const undisturbed = await run({ steps: 6 });
    const pace = new Pace();
    const paused: boolean[] = [];
    const { curve, steps } = await run(
      { steps: 6 },
      {
        pace,
        // What a browser does: after the probe of the start, hours seem to pass between steps.
        onHeld: (step) => {
          if (step > 0) return;
          pace.stepTook(1e-9);
          pace.setHidden(true);
          pace.stepTook(1);
          pace.stepTook(1);
        },
        onPaused: (isPaused) => {
          paused.push(isPaused);
          if (isPaused) setTimeout(() => pace.setHidden(false), 20);
        },
      },
    );
    expect(paused).toEqual([true, false]);
    expect(steps).toBe(6);
    expect(curve).toEqual(undisturbed.curve);
  });

  it('ends with a clear error when the loss is no longer a number', async () => {
    await expect(run({ lr: 1e30 })).rejects.toMatchObject({ name: 'TrainError', reason: 'not-finite' });
  });
});
