import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PersonaliseNews } from '../../run/personalise';
import { defaultSettings } from '../../train/settings';
import { RunClock } from './run-clock';

const measured = { held: 256, general: 256, memory: 1024 };
const plan = { settings: { ...defaultSettings('norm'), steps: 50 }, seconds: 100, testing: 12 };
const withFirst = { ...plan, first: { at: 18, steps: 15, measured, seconds: 24 } };

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => 1000 * now);
});
afterEach(() => vi.restoreAllMocks());

const losses = (step: number): PersonaliseNews => ({ type: 'losses', losses: [[step, 3]] });
/** What is told when `news` comes `seconds` after the last. */
const after = (clock: RunClock, seconds: number, news: PersonaliseNews) => {
  now += seconds;
  return clock.hear(news);
};

test('counts the steps that are left and the tests after them', () => {
  const clock = new RunClock(plan, true);
  expect(after(clock, 5, losses(1))).toEqual({});
  expect(after(clock, 8, losses(5))).toEqual({ all: 45 * 2 + 12 });
});

test('tells when the first numbers come, until they are here or late', () => {
  const clock = new RunClock(withFirst);
  // As planned, before it is seen how it goes.
  expect(after(clock, 4, losses(1))).toEqual({ all: 96, first: 20 });
  expect(after(clock, 10, losses(11))).toEqual({ all: 39 + 6 + 12, first: 10 });
  expect(after(clock, 20, losses(21))).toEqual({ all: 29 * 1.5 + 6 + 12 });
  clock.firstCame();
  expect(after(clock, 0, losses(22)).all).toBeCloseTo((28 * 30) / 21 + 12, 9);
});

test('takes no pause for a slow step', () => {
  const clock = new RunClock(plan);
  after(clock, 5, losses(1));
  after(clock, 4, losses(5));
  after(clock, 1, { type: 'measuring-first', share: 0, waits: true });
  after(clock, 100, { type: 'stage', stage: 'training' });
  expect(after(clock, 1, losses(6))).toEqual({ all: 44 + 12 });
  after(clock, 0, { type: 'stage', stage: 'paused' });
  after(clock, 1000, { type: 'stage', stage: 'training' });
  after(clock, 1, losses(7));
  expect(after(clock, 3, losses(8))).toEqual({ all: 42 * 3 + 12 });
});
