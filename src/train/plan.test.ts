import { describe, expect, test } from 'vitest';
import type { EngineName } from '../model/run';
import { ONCE } from './costs';
import {
  FEWEST_STEPS,
  GOING_ON_STEPS,
  goingOnPlan,
  type MachineSpeed,
  planFor,
  recipePlan,
  withFirst,
} from './plan';
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

  test('count the version that the model is measured beside, at the end and on the held-out text alone', () => {
    for (const perToken of [1e-4, 1e-3, 6e-3]) {
      const speed = machine(perToken);
      const [alone, beside] = [TEXTS, { ...TEXTS, rival: 3000 }].map((texts) =>
        recipePlan('norm', texts, speed),
      );
      const seconds = (3000 + 1.2 * 2000) * speed.evaluate;
      expect(beside.seconds - alone.seconds).toBeCloseTo(seconds, 6);
      expect(beside.testing! - alone.testing!).toBeCloseTo(seconds, 6);
      expect(beside.first?.seconds).toBe(alone.first?.seconds);
    }
    const forgetful = recipePlan('norm', { ...TEXTS, rival: 0 }, machine(1e-3)).seconds;
    expect(forgetful - recipePlan('norm', TEXTS, machine(1e-3)).seconds).toBeCloseTo(2000 * 5e-4, 6);
  });

  test('of a model that goes on take fewer steps, all of them', () => {
    const { settings, seconds } = goingOnPlan(TEXTS, machine(1e-3));
    expect(settings).toEqual({ ...defaultSettings('norm'), steps: GOING_ON_STEPS });
    expect(seconds).toBeLessThan(0.5 * recipePlan('norm', TEXTS, machine(1e-3)).seconds);
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

  test('have one result where the whole recipe is there soon', () => {
    const plan = recipePlan('norm', TEXTS, machine(1e-4));
    expect(plan.seconds).toBeLessThan(27);
    expect(plan).not.toHaveProperty('first');
    expect(plan.settings).toEqual({ ...defaultSettings('norm'), endsWhenEnough: true });
  });

  test('give first numbers within 20 to 30 seconds on machines that differ by ten times, and then the rest', () => {
    let steps = Number.POSITIVE_INFINITY;
    for (let perToken = 6e-4; perToken < 6e-3; perToken *= 1.3) {
      const { first, settings, seconds, measured } = recipePlan('norm', TEXTS, machine(perToken));
      expect(first?.seconds).toBeGreaterThan(15);
      expect(first?.seconds).toBeLessThan(30);
      expect(first?.steps).toBeGreaterThanOrEqual(FEWEST_STEPS);
      expect(first?.steps).toBeLessThanOrEqual(steps);
      steps = first!.steps;
      expect({ steps: settings.steps, rows: settings.rows, length: settings.length, measured }).toEqual({
        ...{ steps: 100, rows: 2, length: 256, measured: TEXTS },
      });
      expect(seconds).toBeGreaterThan(first!.seconds);
    }
  });

  test('count the first result, and the base that is measured twice for it', () => {
    const speed = machine(2e-3);
    const whole = planFor(defaultSettings('norm'), TEXTS, speed);
    const { first, seconds } = withFirst(whole, speed);
    const { held, general, memory } = first!.measured;
    expect(held).toBeLessThan(TEXTS.held);
    const model = (memory + 1.2 * (held + general)) * 1e-3;
    expect(first!.seconds - first!.at).toBeCloseTo(model, 9);
    expect(seconds - whole.seconds).toBeCloseTo(model + held * 1e-3, 9);
  });

  test('never measure more than there is, and at least something on the slowest machine', () => {
    const short = { held: 100, general: 80, memory: 90 };
    expect(recipePlan('norm', short, machine(2e-3)).first?.measured).toEqual(short);
    const { first } = recipePlan('norm', TEXTS, machine(1));
    expect(first).toMatchObject({ steps: FEWEST_STEPS, measured: { held: 256, general: 256, memory: 1024 } });
  });

  test('have no result on the way of a run that is too short for one, or that changes everything', () => {
    const settings = { ...defaultSettings('norm'), steps: FEWEST_STEPS };
    const slow = planFor(settings, TEXTS, machine(1));
    expect(withFirst(slow, machine(1))).toEqual(slow);
    expect(recipePlan('full', TEXTS, machine(2e-3))).not.toHaveProperty('first');
  });
});
