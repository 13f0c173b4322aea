import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const page = new EventTarget();
let now = 0;
let WorkClock: typeof import('./work-clock').WorkClock;

beforeEach(async () => {
  vi.stubGlobal('document', page);
  vi.spyOn(performance, 'now').mockImplementation(() => 1000 * now);
  ({ WorkClock } = await import('./work-clock'));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a clock counts only what was worked: not while it is stopped, nor while the page is frozen', () => {
  const clock = new WorkClock(10);
  now += 5;
  expect(clock.seconds).toBe(10);
  clock.start();
  clock.start();
  now += 3;
  expect(clock.seconds).toBe(13);
  page.dispatchEvent(new Event('freeze'));
  now += 180;
  page.dispatchEvent(new Event('resume'));
  now += 1;
  expect(clock.seconds).toBe(14);
  clock.stop();
  now += 100;
  page.dispatchEvent(new Event('freeze'));
  now += 60;
  page.dispatchEvent(new Event('resume'));
  expect(clock.seconds).toBe(14);
  clock.start();
  now += 2;
  expect(clock.seconds).toBe(16);
});
