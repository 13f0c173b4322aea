import { describe, expect, test } from 'vitest';
import { BackgroundThrottle } from './background-throttle';

/** A pace that has seen steps of the given seconds, `hidden` from the third on. */
function seen(...hiddenSteps: number[]): BackgroundThrottle {
  const pace = new BackgroundThrottle();
  for (const seconds of [0.5, 0.4]) pace.stepTook(seconds);
  pace.setHidden(true);
  for (const seconds of hiddenSteps) pace.stepTook(seconds);
  return pace;
}

describe('BackgroundThrottle', () => {
  test('holds a hidden run that has become slow, and no other', () => {
    expect(seen(2, 3).held).toBe(true);
    expect(seen(0.5, 0.6, 0.4).held).toBe(false); // hidden, but not slowed
    expect(seen(2).held).toBe(false); // one slow step may be an accident
    expect(seen(2, 0.4, 2).held).toBe(false);
    const visible = new BackgroundThrottle();
    for (const seconds of [0.1, 9, 9, 9]) visible.stepTook(seconds);
    expect(visible.held).toBe(false); // a slow machine is not a hidden tab
  });

  test('knows nothing of a run that was never in sight', () => {
    const pace = new BackgroundThrottle();
    pace.setHidden(true);
    for (const seconds of [9, 9, 9]) pace.stepTook(seconds);
    expect(pace.held).toBe(false);
  });

  test('lets the run go on when the tab is back, or the run is stopped', async () => {
    const pace = seen(2, 3);
    const back = pace.untilInSight();
    pace.setHidden(false);
    await back;
    expect(pace.held).toBe(false);

    const stopping = new AbortController();
    const stopped = seen(2, 3).untilInSight(stopping.signal);
    stopping.abort();
    await stopped;
    await seen(2, 3).untilInSight(stopping.signal); // aborted before
  });
});
