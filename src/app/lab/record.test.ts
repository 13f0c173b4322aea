import { expect, test } from 'vitest';
import type { Cell } from '../../experiments/experiment';
import { EXPERIMENT } from '../../store/store.fixtures';
import { keptRun } from './record';

const cells = ['a', 'b', 'c'].map((id) => ({ id }) as Cell<unknown>);
const { experiment, setup: fingerprint } = EXPERIMENT;

test('a stopped run goes on with the parts that there are now, and a finished one stays as it is', () => {
  const stopped = { ...EXPERIMENT, done: 1, cells: 2, finished: false };
  const finished = { ...EXPERIMENT, done: 2, cells: 2, finished: true };
  expect(keptRun([stopped], experiment, { fingerprint, cells })).toEqual({ ...stopped, cells: 3 });
  expect(keptRun([finished], experiment, { fingerprint, cells })).toBe(finished);
});

test('a run on other text, or of another experiment, is none of this setup', () => {
  expect(keptRun([EXPERIMENT], experiment, { fingerprint: 'another', cells })).toBeUndefined();
  expect(keptRun([EXPERIMENT], 'noise', { fingerprint, cells })).toBeUndefined();
  expect(keptRun(undefined, experiment, { fingerprint, cells })).toBeUndefined();
});
