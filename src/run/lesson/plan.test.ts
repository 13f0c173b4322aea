import { expect, test } from 'vitest';
import type { MachineSpeed } from '../../train/plan';
import { LESSON_SECONDS, lessonPlan } from './plan';

const TEXTS = { held: 2000, general: 2589, memory: 4000 };
const machine = (perToken: number): MachineSpeed => ({
  engine: 'cpu',
  train: { load: 1, perToken: { norm: perToken } },
  evaluate: perToken / 2,
});

test('a quick laptop takes the whole recipe on all of the text', () => {
  const { settings, measured, seconds } = lessonPlan(TEXTS, machine(1e-4));
  expect(settings.steps).toBe(100);
  expect(measured).toEqual(TEXTS);
  expect(seconds).toBeLessThan(LESSON_SECONDS);
});

test('a slow one takes fewer steps, and keeps to what a class waits for', () => {
  const steps = [2e-3, 5e-3].map((perToken) => {
    const plan = lessonPlan(TEXTS, machine(perToken));
    expect(plan.seconds).toBeLessThanOrEqual(LESSON_SECONDS);
    return plan.settings.steps;
  });
  expect(steps[0]).toBeLessThan(100);
  expect(steps[1]).toBeLessThan(steps[0]);
  expect(steps[1]).toBeGreaterThanOrEqual(6);
});

test('the slowest still has a curve, and says that it takes longer', () => {
  const plan = lessonPlan(TEXTS, machine(0.05));
  expect(plan.settings.steps).toBe(6);
  expect(plan.measured.held).toBe(256);
  expect(plan.seconds).toBeGreaterThan(LESSON_SECONDS);
});
