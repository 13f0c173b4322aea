import { expect, test } from 'vitest';
import { threadsFor } from './threads';

test('threads: all of a small machine, half of a large one, one without shared memory', () => {
  expect(threadsFor(16, false)).toBe(1);
  expect([1, 2, 4, 6, 8, 12, 16, 64].map((n) => threadsFor(n, true))).toEqual([1, 2, 4, 4, 4, 6, 8, 8]);
});
