import { expect, test } from 'vitest';
import { begun, clockFrom, goingOn, isRunning, paused, timeLeft, turned } from './clock';
import { indexIn, numberOf, SCREENS } from './plan';

const MINUTE = 60_000;

test('the lesson is forty minutes', () => {
  expect(SCREENS.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(40);
  expect(numberOf('train')).toBe(4);
  expect(indexIn('4')).toBe(3);
  for (const wrong of ['0', '11', 'questions', '1.5', '', undefined]) expect(indexIn(wrong)).toBeUndefined();
});

test('time is counted for the screen that is shown, and a screen that took longer takes from the lesson', () => {
  const clock = turned(begun(0), 1, 5 * MINUTE);
  expect(timeLeft(clock, 7 * MINUTE)).toEqual({ here: 2 * 60, whole: 33 * 60 });
  expect(timeLeft(turned(clock, 0, 7 * MINUTE), 7 * MINUTE)).toEqual({ here: -60, whole: 33 * 60 });
});

test('a clock that stands counts nothing, also while screens are turned', () => {
  const still = turned(paused(begun(0), MINUTE), 1, 9 * MINUTE);
  expect(isRunning(still, 9 * MINUTE)).toBe(false);
  expect(timeLeft(still, 20 * MINUTE).whole).toBe(39 * 60);
  expect(timeLeft(goingOn(still, 20 * MINUTE), 21 * MINUTE)).toEqual({ here: 3 * 60, whole: 38 * 60 });
});

test('it goes on over a reload, but not over a night; a clock that was set back takes nothing away', () => {
  const kept = clockFrom(JSON.stringify(begun(MINUTE)))!;
  expect(timeLeft(kept, 3 * MINUTE).here).toBe(2 * 60);
  expect(timeLeft(kept, 0).here).toBe(4 * 60);
  const morning = 14 * 60 * MINUTE;
  expect(isRunning(kept, morning)).toBe(false);
  expect(timeLeft(kept, morning).whole).toBe(40 * 60);
});

test('what is no clock is none', () => {
  const { spent } = begun(0);
  for (const wrong of [null, '', '{', '3', '{"screen":1}', JSON.stringify({ screen: 99, spent })])
    expect(clockFrom(wrong)).toBeUndefined();
  expect(clockFrom(JSON.stringify({ screen: 0, spent: spent.with(2, -1) }))).toBeUndefined();
});
