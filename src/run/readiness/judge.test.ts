import { describe, expect, test } from 'vitest';
import { BASE_BYTES, BASE_SHA256 } from '../../model/config';
import { judgeFonts } from './fonts';
import {
  judgeBase,
  judgeBrowser,
  judgeEngine,
  judgeMemory,
  judgeOffline,
  judgePersistence,
  judgeRoom,
  judgeScreen,
  judgeSpeed,
  judgeThreads,
  ROOM,
} from './judge';
import { countGrades, GRADES, gradeOf, POINTS } from './points';

test('there are twelve points, and each can be ready or not', () => {
  expect(POINTS).toHaveLength(12);
  for (const grades of Object.values(GRADES)) {
    expect(Object.values(grades)).toContain('ready');
    expect(Object.values(grades).some((grade) => grade !== 'ready')).toBe(true);
  }
  expect(gradeOf('room', judgeRoom(0))).toBe('not-ready');
  expect(countGrades({ room: judgeRoom(0), memory: judgeMemory(8), screen: judgeScreen(390, 844) })).toEqual({
    ready: 1,
    attention: 1,
    'not-ready': 1,
  });
});

test('the base is told by its hash, and by what is kept of it', () => {
  expect(judgeBase(BASE_SHA256, { kept: 5, parts: 5 })).toEqual({
    reason: 'verified',
    details: { bytes: BASE_BYTES, kept: 5, parts: 5 },
  });
  expect(judgeBase(BASE_SHA256, { kept: 4, parts: 5 })).toMatchObject({
    reason: 'not-kept',
    repair: 'fetch-base',
  });
  expect(judgeBase('00', { kept: 5, parts: 5 }).reason).toBe('wrong');
});

test('offline is sure only when the page came from files that are all here and right', () => {
  const whole = { files: 80, wrong: 0 };
  const trouble = { reason: 'unreachable', tryAgain: () => {} } as const;
  expect(judgeOffline({ status: 'stored' }, true, whole).reason).toBe('whole');
  expect(judgeOffline({ status: 'stored' }, false, whole)).toMatchObject({
    reason: 'unseen',
    repair: 'reload',
  });
  expect(judgeOffline({ status: 'stored' }, true, { files: 80, wrong: 1 })).toMatchObject({
    reason: 'wrong',
    repair: 'fetch-files',
  });
  expect(judgeOffline({ status: 'stored' }, true, undefined).reason).toBe('silent');
  expect(judgeOffline({ status: 'storing' }, false, undefined).reason).toBe('storing');
  expect(judgeOffline({ status: 'failed', trouble }, false, undefined).repair).toBe('store-app');
  for (const status of ['refused', 'unavailable'] as const)
    expect(judgeOffline({ status }, false, undefined)).toEqual({ reason: status });
});

test.each([
  [undefined, 'untold'],
  [0, 'none'],
  [ROOM.small, 'little'],
  [ROOM.large, 'enough'],
])('of %s bytes written: %s', (written, reason) => {
  expect(judgeRoom(written).reason).toBe(reason);
});

test.each([
  [{ isPersisted: true }, 'promised'],
  [{ isPersisted: true, mayForget: true }, 'conditional'],
  [{ isPersisted: false }, 'not-asked'],
  [{ isPersisted: false, wasAsked: true }, 'refused'],
  [{}, 'untold'],
  [{ isPersisted: true, isPrivate: true }, 'forgets'],
])('of the promise %o: %s', (promise, reason) => {
  const nothing = { isPersisted: undefined, isPrivate: false, mayForget: false, wasAsked: false };
  expect(judgePersistence({ ...nothing, ...promise }).reason).toBe(reason);
});

test('a window is good for a projector, or the advice brings it there', () => {
  expect(judgeScreen(1366, 650).reason).toBe('good');
  expect(judgeScreen(390, 844).reason).toBe('narrow');
  const far = judgeScreen(1920, 950);
  expect(far).toMatchObject({ reason: 'far', details: { percent: 140 } });
  expect(judgeScreen(1920 / 1.4, 950 / 1.4).reason).toBe('good');
});

describe('the browser', () => {
  const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)';
  test.each([
    [`${CHROME} Chrome/140.0.0.0 Safari/537.36`, 'young', 'Chrome', 140],
    [`${CHROME} HeadlessChrome/140.0.0.0 Safari/537.36`, 'young', 'Chrome', 140],
    [`${CHROME} Chrome/140.0.0.0 Safari/537.36 Edg/139.0.0.0`, 'young', 'Edge', 139],
    [`${CHROME} Chrome/105.0.0.0 Safari/537.36`, 'old', 'Chrome', 105],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0', 'young', 'Firefox', 115],
    [
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.4 Safari/605.1.15',
      'young',
      'Safari',
      16.4,
    ],
  ])('%s', (userAgent, reason, name, version) => {
    expect(judgeBrowser(userAgent)).toMatchObject({ reason, details: { name, version } });
  });

  test('one that does not say', () => expect(judgeBrowser('Lynx')).toEqual({ reason: 'unknown' }));
});

test('memory and threads', () => {
  expect([2, 4, 8, undefined].map((gb) => judgeMemory(gb).reason)).toEqual([
    'little',
    'little',
    'enough',
    'untold',
  ]);
  expect(judgeThreads(4, true, false)).toEqual({ reason: 'several', details: { threads: 4 } });
  expect(judgeThreads(1, true, false)).toEqual({ reason: 'single' });
  expect(judgeThreads(4, false, true)).toMatchObject({ reason: 'reload', repair: 'reload' });
  expect(judgeThreads(4, false, false)).toEqual({ reason: 'alone', details: { threads: 4 } });
});

test('the engine: right, right where the other is not, or none', () => {
  const failure = { reason: 'wrong-numbers', details: { engine: 'webgpu' } } as const;
  const ofCpu = { reason: 'wrong-numbers', details: { engine: 'cpu' } } as const;
  expect(judgeEngine({ choice: { engine: 'cpu', why: 'no-gpu' } }).reason).toBe('right');
  // A class loses nothing by a graphics processor that the processor trains without; if it is slow, the time says so.
  const withoutGpu = judgeEngine({ choice: { engine: 'cpu', why: 'other-wrong', failure } });
  expect([withoutGpu, gradeOf('engine', withoutGpu)]).toEqual([{ reason: 'without-gpu' }, 'ready']);
  const withoutCpu = judgeEngine({ choice: { engine: 'webgpu', why: 'other-wrong', failure: ofCpu } });
  expect(withoutCpu).toEqual({ reason: 'without-cpu', failure: ofCpu });
  expect(gradeOf('engine', withoutCpu)).toBe('attention');
  expect(judgeEngine({ choice: { engine: undefined, failure } })).toMatchObject({ reason: 'wrong', failure });
});

test('the promised time decides whether a lesson works', () => {
  const speed = (perToken: number) =>
    ({ engine: 'cpu', train: { load: 1, perToken: { norm: perToken } }, evaluate: perToken / 4 }) as const;
  const judged = [1e-4, 1e-3, 1e-2, 1].map((perToken) => judgeSpeed(speed(perToken), 2500));
  expect(judged.map(({ reason }) => reason)).toEqual(['fast', 'fast', 'slow', 'too-slow']);
  // A fast laptop has one result, a slower one first numbers before it.
  const [once, twice] = judged.map(({ details }) => details as { seconds: number; first: number });
  expect(once.first).toBe(once.seconds);
  expect(twice.first).toBeLessThan(twice.seconds);
  expect(judgeSpeed(undefined, 2500).reason).toBe('unknown');
});

test('letters are right if each is drawn as itself and two are joined', () => {
  const good = { chillus: ['a', 'b', 'c'], missing: '#', joined: 20, apart: 50 };
  expect(judgeFonts(true, good).reason).toBe('drawn');
  expect(judgeFonts(false, good).reason).toBe('missing');
  expect(judgeFonts(true, undefined).reason).toBe('wrong');
  expect(judgeFonts(true, { ...good, chillus: ['a', '#', 'c'] }).reason).toBe('wrong');
  expect(judgeFonts(true, { ...good, chillus: ['a', 'a', 'c'] }).reason).toBe('wrong');
  expect(judgeFonts(true, { ...good, chillus: ['a', '', 'c'] }).reason).toBe('wrong');
  expect(judgeFonts(true, { ...good, joined: 50 }).reason).toBe('wrong');
});
