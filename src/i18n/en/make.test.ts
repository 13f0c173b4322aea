import { expect, test } from 'vitest';
import { make } from './make';

test('a training that was cut off is told by its step and by when that was', () => {
  const at = new Date(2026, 10, 29, 22, 5).getTime();
  const run = { name: 'My text', step: 60, steps: 100, since: 180, at };
  const { cutOff } = make.unfinished;
  expect(cutOff(run)).toBe('Training on “My text” was cut off at step 60 of 100, 3 min ago.');
  expect(cutOff({ ...run, since: 90_000 })).toMatch(/at step 60 of 100, on 29 Nov 2026, 10:05\spm\.$/);
  expect(cutOff({ ...run, step: undefined, since: 2 })).toBe(
    'Training on “My text” was cut off soon after it began, 2 s ago. It will start from the beginning again.',
  );
});
