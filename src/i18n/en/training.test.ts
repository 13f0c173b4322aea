import { describe, expect, test } from 'vitest';
import { deviceWords } from '../words';
import { en } from '.';
import { training } from './training';

describe('the outcome', () => {
  test('says what became of a run, and nothing of a good one', () => {
    expect(training.outcome({ ended: 'complete', steps: 30, skipped: 0 })).toBeUndefined();
    expect(training.outcome({ ended: 'complete', steps: 30, skipped: 1 })).toMatch(/^One step was left out/);
    expect(training.outcome({ ended: 'stopped', steps: 12, skipped: 2 })).toMatch(/^2 steps were left out/);
    expect(training.outcome({ ended: 'not-finite', steps: 20, skipped: 4 })).toMatch(
      /after step 20\. A lower/,
    );
    expect(training.outcome({ ended: 'not-finite', steps: 0, skipped: 9 })).toMatch(/nothing was learned/);
  });
});

test('a training that went on says who stopped, why, and from where it went on', () => {
  const stopped = { broken: 'webgpu', reason: 'device-lost' } as const;
  expect(training.resumed({ ...stopped, engine: 'webgpu', step: 10 })).toBe(
    'The graphics processor stopped; training went on from step 10.',
  );
  expect(training.resumed({ ...stopped, engine: 'cpu', step: 20 })).toBe(
    'The graphics processor stopped; the processor went on from step 20.',
  );
  const details = { engine: 'webgpu' };
  expect(
    training.resumed({ broken: 'webgpu', engine: 'cpu', step: 0, reason: 'out-of-memory', details }),
  ).toBe('The graphics processor has too little free memory for this training. The processor started again.');
});

test('the name of a device is in the language of the page, also in old records', () => {
  expect(deviceWords(en, 'cpu:2')).toBe('the processor (2 threads)');
  expect(deviceWords(en, 'cpu:1')).toBe('the processor (1 thread)');
  expect(deviceWords(en, 'the processor (4 threads)')).toBe('the processor (4 threads)');
  expect(deviceWords(en, 'webgpu')).toBe('the graphics processor');
  expect(deviceWords(en, 'intel gen-12lp')).toBe('intel gen-12lp');
});
