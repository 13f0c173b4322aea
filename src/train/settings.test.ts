import { describe, expect, test } from 'vitest';
import { LORA_RANKS } from '../model/lora';
import { defaultSettings, learningRate, probeSteps } from './settings';

describe('the recipes', () => {
  test('have factors with LoRA alone', () => {
    expect(LORA_RANKS).toContain(defaultSettings('lora').lora?.rank);
    expect(defaultSettings('norm')).not.toHaveProperty('lora');
    expect(defaultSettings('full')).not.toHaveProperty('lora');
  });
});

describe('learningRate', () => {
  const run = { lr: 1, steps: 100 };

  test('warms up over five steps, then falls in a line to zero', () => {
    expect(learningRate(run, 0)).toBeCloseTo(0.2, 12);
    expect(learningRate(run, 4)).toBeCloseTo(0.96, 12);
    expect(learningRate(run, 50)).toBeCloseTo(0.5, 12);
    expect(learningRate(run, 99)).toBeCloseTo(0.01, 12);
    expect(learningRate({ ...run, schedule: 'linear' }, 50)).toBe(learningRate(run, 50));
  });

  test('stays where it is by the constant schedule', () => {
    for (const k of [0, 4, 50, 99]) expect(learningRate({ ...run, schedule: 'constant' }, k)).toBe(1);
  });
});

describe('probeSteps', () => {
  const probes = (steps: number, heldTokens: number, rows = 2, length = 256) => [
    ...probeSteps({ steps, rows, length }, heldTokens),
  ];

  test('measures before the first and after the last step', () => {
    expect(probes(100, 2000)).toEqual([0, 10, 20, 30, 50, 75, 100]);
    expect(probes(1, 2000)).toEqual([0, 1]);
    expect(probes(9, 2000)).toEqual([0, 9]);
    expect(probes(30, 500)).toEqual([0, 6, 15, 23, 30]);
  });

  test('measures less often where measuring takes long beside the steps', () => {
    expect(probes(100, 2000, 1, 256)).toEqual([0, 20, 50, 75, 100]);
    expect(probes(30, 2000, 1, 256)).toEqual([0, 15, 30]);
    expect(probes(30, 2000, 1, 64)).toEqual([0, 30]);
  });
});
