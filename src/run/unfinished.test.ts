import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BASE_SHA256 } from '../model/config';
import type { UnfinishedRun } from '../store';
import { openFresh } from '../store/store.fixtures';
import type { Checkpoint } from '../train/loop';
import { defaultSettings } from '../train/settings';
import { forgetRunsOf, LastingRun, newRun, watchCutRuns } from './unfinished';
import { FakeLocks } from './web-lock.fixtures';

const task = {
  name: 'My diary',
  tokens: { train: new Int32Array(600), held: new Int32Array(300) },
  plan: {
    settings: defaultSettings('norm'),
    measured: { held: 300, general: 300, memory: 600 },
    seconds: 10,
  },
};

function checkpointAfter(step: number): Checkpoint {
  const part = () => new Map([['gain', Float32Array.of(step)]]);
  const engine = { steps: step, values: part(), momenta: part(), variances: part() };
  return { step, losses: Array(step).fill(3), held: new Map([[0, 40]]), engine };
}

let locks: FakeLocks;
let opened: Awaited<ReturnType<typeof openFresh>>;
let end: AbortController;

beforeEach(async () => {
  locks = new FakeLocks();
  vi.stubGlobal('navigator', { locks });
  opened = await openFresh();
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  opened.store.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The steps at which runs are offered to go on from, as another tab sees them. */
function watch(): { readonly steps: (number | undefined)[] } {
  const seen = { steps: [] as (number | undefined)[] };
  const onRuns = (runs: UnfinishedRun[]) => {
    seen.steps = runs.map(({ checkpoint }) => checkpoint?.step);
  };
  watchCutRuns(opened.checkpoints, onRuns, end.signal);
  return seen;
}

const keptStep = async () => (await opened.checkpoints.list())[0]?.checkpoint?.step;
/** Lets `seconds` go by, as far as the run can tell. */
const later = (seconds: number) => {
  const now = performance.now();
  vi.spyOn(performance, 'now').mockReturnValue(now + 1000 * seconds);
};

test('a run is offered to others when its tab is gone, and not while it is alive', async () => {
  const run = await LastingRun.begin(opened.checkpoints, newRun(task));
  const seen = watch();
  run.onCheckpoint(checkpointAfter(10), 1);
  await vi.waitUntil(async () => (await keptStep()) === 10);
  expect(seen.steps).toEqual([]);
  expect(await LastingRun.goOn(opened.checkpoints, run.run.id)).toBeUndefined();
  locks.loseAll();
  await vi.waitUntil(() => seen.steps.length === 1);
  expect(seen.steps).toEqual([10]);

  const again = await LastingRun.goOn(opened.checkpoints, run.run.id);
  expect(again?.cut).toEqual({ checkpoint: checkpointAfter(10), seconds: 1 });
  expect(again?.run).toMatchObject(task);
  await again?.forget();
  await vi.waitUntil(() => seen.steps.length === 0);
  expect(await opened.checkpoints.list()).toEqual([]);
  expect(await LastingRun.goOn(opened.checkpoints, run.run.id)).toBeUndefined();
  expect((await locks.query()).held).toEqual([]);
});

test('a run that was cut off before its first checkpoint is offered too, and begins again', async () => {
  await LastingRun.begin(opened.checkpoints, newRun(task));
  locks.loseAll();
  const seen = watch();
  await vi.waitUntil(() => seen.steps.length === 1);
  expect(seen.steps).toEqual([undefined]);
  const [{ id }] = await opened.checkpoints.list();
  expect((await LastingRun.goOn(opened.checkpoints, id))?.cut).toBeUndefined();
});

test('a run that begins takes the place of those that had no checkpoint, but for those that are alive', async () => {
  await opened.checkpoints.begin({ ...newRun(task), id: 'crashed at once' });
  await opened.checkpoints.keep({ ...newRun(task), id: 'cut off' }, checkpointAfter(10), 1);
  const alive = await LastingRun.begin(opened.checkpoints, newRun(task));
  const next = await LastingRun.begin(opened.checkpoints, newRun(task));
  const ids = async () => (await opened.checkpoints.list()).map(({ id }) => id);
  await vi.waitUntil(async () => (await ids()).includes(next.run.id));
  expect(await ids()).toEqual([next.run.id, alive.run.id, 'cut off']);
});

test('runs of a class’s model are offered apart, one at a time, and go with the texts they learn from', async () => {
  const ofClass = (members: string[]) => newRun({ ...task, members });
  const watchers = { own: [] as string[], class: [] as string[] };
  for (const of of ['own', 'class'] as const)
    watchCutRuns(opened.checkpoints, (runs) => (watchers[of] = runs.map(({ name }) => name)), end.signal, of);
  await opened.checkpoints.keep({ ...newRun(task), name: 'mine' }, checkpointAfter(10), 1);
  await opened.checkpoints.keep({ ...ofClass(['anu']), name: 'class 1' }, checkpointAfter(10), 1);
  const begun = { ...ofClass(['anu', 'babu']), name: 'class 2' };
  await LastingRun.begin(opened.checkpoints, begun);
  locks.loseAll();
  await vi.waitUntil(() => watchers.class.join() === 'class 2' && watchers.own.join() === 'mine');
  await forgetRunsOf(opened.checkpoints, ['chinnu']);
  expect(await opened.checkpoints.list()).toHaveLength(2);
  await forgetRunsOf(opened.checkpoints, ['chinnu', 'babu']);
  await vi.waitUntil(() => watchers.class.length === 0);
  expect((await opened.checkpoints.list()).map(({ name }) => name)).toEqual(['mine']);
});

test('a run of another base is not offered', async () => {
  await opened.checkpoints.begin({ ...newRun(task), baseHash: 'ff' });
  await opened.checkpoints.begin({ ...newRun(task), baseHash: BASE_SHA256 });
  const seen = watch();
  await vi.waitUntil(() => seen.steps.length > 0);
  expect(seen.steps).toEqual([undefined]);
});

test('checkpoints are kept no oftener than every two seconds, nor while one is written', async () => {
  const run = await LastingRun.begin(opened.checkpoints, newRun(task));
  const keep = vi.spyOn(opened.checkpoints, 'keep');
  for (const step of [10, 20, 30]) run.onCheckpoint(checkpointAfter(step), 1);
  await vi.waitUntil(async () => (await keptStep()) === 10);
  later(1.5);
  run.onCheckpoint(checkpointAfter(40), 2);
  later(1);
  run.onCheckpoint(checkpointAfter(50), 3);
  await vi.waitUntil(async () => (await keptStep()) === 50);
  expect(keep).toHaveBeenCalledTimes(2);
  await run.forget();
  later(1000);
  run.onCheckpoint(checkpointAfter(60), 4);
  expect(keep).toHaveBeenCalledTimes(2);
});

test('no write that fails ends a run, and one that would be too large is not tried', async () => {
  vi.spyOn(opened.checkpoints, 'begin').mockRejectedValue(new Error('full'));
  vi.spyOn(opened.checkpoints, 'keep').mockRejectedValueOnce(new Error('full'));
  const run = await LastingRun.begin(opened.checkpoints, newRun(task));
  run.onCheckpoint(checkpointAfter(10), 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  later(10);
  run.onCheckpoint(checkpointAfter(20), 1);
  await vi.waitUntil(async () => (await keptStep()) === 20);
  later(10);
  const large = checkpointAfter(30);
  large.engine.values.set('matrix', new Float32Array(6e6));
  run.onCheckpoint(large, 1);
  await run.forget();
  expect(opened.checkpoints.keep).toHaveBeenCalledTimes(2);
});

test('a run that fails can go on from its checkpoint; without one there is nothing left of it', async () => {
  const failing = await LastingRun.begin(opened.checkpoints, newRun(task));
  await failing.fail();
  expect(await opened.checkpoints.list()).toEqual([]);
  const other = await LastingRun.begin(opened.checkpoints, newRun(task));
  other.onCheckpoint(checkpointAfter(10), 1);
  await vi.waitUntil(async () => (await keptStep()) === 10);
  await other.fail();
  const seen = watch();
  await vi.waitUntil(() => seen.steps.length > 0);
  expect(seen.steps).toEqual([10]);
});

test('a browser without locks does without', async () => {
  vi.stubGlobal('navigator', {});
  const run = await LastingRun.begin(opened.checkpoints, newRun(task));
  run.onCheckpoint(checkpointAfter(10), 1);
  await vi.waitUntil(async () => (await keptStep()) === 10);
  const again = await LastingRun.goOn(opened.checkpoints, run.run.id);
  expect(again?.cut?.checkpoint.step).toBe(10);
  await again?.forget();
});
