import { describe, expect, test } from 'vitest';
import type { EngineName } from '../model/run';
import { ONCE } from './costs';
import { type MachineSpeed, planFor, quickPlan, thoroughPlan } from './plan';
import { defaultSettings } from './settings';

const TEXTS = { held: 2000, general: 2589, memory: 3000 };

/** A machine on which a token of a norm-only step takes `perToken` seconds, and one of the evaluator half of it. */
const machine = (perToken: number, load = 1): MachineSpeed => ({
  engine: 'cpu',
  train: { load, perToken: { norm: perToken } },
  evaluate: perToken / 2,
});

describe('plans', () => {
  test('add up what a run does', () => {
    const speed: MachineSpeed = {
      engine: 'cpu',
      train: { load: 2, perToken: { norm: 0.01 } },
      evaluate: 0.001,
    };
    const settings = { ...defaultSettings('norm'), steps: 10, rows: 1, length: 100 };
    // Three measurements of 200 tokens between the steps, forward only; the evaluator 200, 30, and with a memory 250.
    const seconds = 2 + 10 * 100 * 0.01 + 3 * 200 * 0.005 + (200 + 30 + 1.2 * 250) * 0.001;
    expect(planFor(settings, { held: 200, general: 50, memory: 30 }, speed).seconds).toBeCloseTo(seconds, 9);
  });

  test('take the measured speed of a method, or guess it from the other', () => {
    const settings = { ...defaultSettings('full'), steps: 10 };
    const nothing = { held: 0, general: 0, memory: 0 };
    const seconds = (perToken: MachineSpeed['train']['perToken'], engine: EngineName = 'webgpu') =>
      planFor(settings, nothing, { engine, train: { load: 0, perToken }, evaluate: 0 }).seconds -
      ONCE.full * 0.001;
    expect(seconds({ norm: 0.001 })).toBeCloseTo(10 * 512 * 0.0024, 9);
    expect(seconds({ norm: 0.001, full: 0.004 })).toBeCloseTo(10 * 512 * 0.004, 9);
    expect(seconds({ norm: 0.001, lora: 0.004 })).toBeCloseTo(10 * 512 * 0.0024, 9);
    // On the processor, each step of full fine-tuning also takes its time whatever its size.
    expect(seconds({ norm: 0.001 }, 'cpu')).toBeCloseTo(10 * (512 * 0.0016 + 0.15), 9);
  });

  test('are the whole recipe on a fast machine', () => {
    expect(quickPlan('norm', TEXTS, machine(1e-5))).toEqual(thoroughPlan('norm', TEXTS, machine(1e-5)));
  });

  test('give a first result within 30 seconds on machines that differ by a hundred times', () => {
    let previous = Number.POSITIVE_INFINITY;
    for (let perToken = 1e-4; perToken < 1e-2; perToken *= 1.3) {
      const { settings, seconds } = quickPlan('norm', TEXTS, machine(perToken));
      expect(seconds).toBeLessThan(30);
      const tokens = settings.steps * settings.rows * settings.length;
      expect(tokens).toBeLessThanOrEqual(previous);
      previous = tokens;
    }
  });

  test('never measure more than there is, and at least something on the slowest machine', () => {
    const short = { held: 100, general: 80, memory: 90 };
    for (const perToken of [1e-5, 2e-3, 1])
      expect(quickPlan('norm', short, machine(perToken)).measured).toEqual(short);
    expect(quickPlan('norm', TEXTS, machine(1)).measured).toEqual({
      held: 256,
      general: 256,
      memory: 1024,
    });
  });
});
