import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Watchdog } from './watchdog';

const given = vi.fn();
let silence: Watchdog;

beforeEach(() => {
  vi.useFakeTimers();
  given.mockReset();
  silence = new Watchdog(given);
});
afterEach(() => {
  silence.end();
  vi.useRealTimers();
});

/** Lets seconds go by, and tells whether the worker was given up in them. */
function givenUpIn(seconds: number): boolean {
  vi.advanceTimersByTime(1000 * seconds);
  return given.mock.calls.length > 0;
}

describe('Watchdog', () => {
  test('gives a worker that trains one minute', () => {
    silence.setStage('training');
    for (let step = 0; step < 100; step++) {
      expect(givenUpIn(2)).toBe(false);
      silence.heard();
    }
    expect(givenUpIn(60)).toBe(false);
    expect(givenUpIn(1)).toBe(true);
    vi.advanceTimersByTime(1e6);
    expect(given).toHaveBeenCalledTimes(1);
  });

  test('gives a slow one eight times its slowest step', () => {
    silence.setStage('training');
    for (const seconds of [15, 20, 3]) {
      vi.advanceTimersByTime(1000 * seconds);
      silence.heard();
    }
    expect(givenUpIn(160)).toBe(false);
    expect(givenUpIn(1)).toBe(true);
  });

  test('gives it five minutes to open, which are no measure for its steps', () => {
    expect(givenUpIn(200)).toBe(false);
    silence.heard();
    silence.setStage('training');
    expect(givenUpIn(61)).toBe(true);
  });

  test('gives up one that never opens', () => {
    expect(givenUpIn(300)).toBe(false);
    expect(givenUpIn(1)).toBe(true);
  });

  test('counts nothing while the run waits or the page is out of sight', () => {
    silence.setStage('training');
    silence.setHidden(true);
    expect(givenUpIn(1000)).toBe(false);
    silence.setHidden(false);
    silence.setStage('paused');
    expect(givenUpIn(1000)).toBe(false);
    silence.setStage('training');
    expect(givenUpIn(61)).toBe(true);
  });

  test('is over when it is ended', () => {
    silence.end();
    expect(givenUpIn(1000)).toBe(false);
  });
});
