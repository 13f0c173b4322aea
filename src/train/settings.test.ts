import { describe, expect, it } from 'vitest';
import { learningRate, probeSteps } from './settings';

describe('learningRate', () => {
  it('warms up over five steps, then falls in a line to zero', () => {
    expect(learningRate(1, 0, 100)).toBeCloseTo(0.2, 12);
    expect(learningRate(1, 4, 100)).toBeCloseTo(0.96, 12);
    expect(learningRate(1, 50, 100)).toBeCloseTo(0.5, 12);
    expect(learningRate(1, 99, 100)).toBeCloseTo(0.01, 12);
  });
});

describe('probeSteps', () => {
  it('measures before the first and after the last step', () => {
    expect([...probeSteps(100)]).toEqual([0, 10, 20, 30, 50, 75, 100]);
    expect([...probeSteps(1)]).toEqual([0, 1]);
    expect([...probeSteps(9)]).toEqual([0, 9]);
    expect([...probeSteps(30)]).toEqual([0, 6, 15, 23, 30]);
  });
});
