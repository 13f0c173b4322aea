import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Experiment, Found, Setup } from '../experiments/experiment';
import { en } from '../i18n/en';
import type { ExperimentRecord, Store } from '../store';
import { EXPERIMENT, openFresh } from '../store/store.fixtures';
import type { Engines } from './engines';
import { ExperimentRunner } from './experiment-runner';
import type { Services } from './services';
import { FakeLocks } from './web-lock.fixtures';

let opened: Awaited<ReturnType<typeof openFresh>>;
let store: Store;
beforeEach(async () => {
  opened = await openFresh();
  store = opened.store;
});
afterEach(() => {
  store.close();
  vi.unstubAllGlobals();
});

const setup: Setup = { form: 'quick', authors: [], general: new Int32Array(0), adapters: [] };
const record: ExperimentRecord = { ...EXPERIMENT, experiment: 'year', done: 0, cells: 3, seconds: 0 };

/** Each part doubles what the one before it came to; `before` hears of a part before it is finished. */
function doubling(before: (cell: string) => void = () => {}): Experiment<number, Found & { known: number }> {
  return {
    id: 'year',
    cells: () =>
      ['a', 'b', 'c'].map((id, i, ids) => ({
        id,
        label: () => `part ${id}`,
        cost: 1,
        async run(_, earlier) {
          before(id);
          return 2 * (i === 0 ? 1 : earlier.get(ids[i - 1])!);
        },
      })),
    conclude: (_, results) => ({
      passed: results.size === 3 ? results.get('c') === 8 : undefined,
      known: results.size,
    }),
    present: ({ known }) => ({
      sentence: `${known} of 3`,
      charts: [],
      table: { head: ['parts'], rows: [[known]] },
    }),
  };
}

/** No part here trains or measures. */
const task = (experiment: ReturnType<typeof doubling>, from = record) => ({
  experiment: experiment as Experiment<unknown>,
  setup,
  record: from,
  services: {} as Services,
  engines: {} as Engines,
});

test('keeps every part and what came out', async () => {
  const runner = new ExperimentRunner(opened.experiments);
  const seen: (string | undefined)[] = [];
  runner.subscribe(() => {
    const state = runner.state();
    if (state.status !== 'running') return;
    const found = state.found as { passed: undefined; known: number } | undefined;
    seen.push(found && doubling().present(found, en, String).sentence);
  });
  await runner.run(task(doubling()));
  expect(runner.state()).toEqual({ status: 'idle' });
  const [kept] = await opened.experiments.list();
  expect(kept).toMatchObject({ id: record.id, done: 3, finished: true, passed: true });
  expect(Object.fromEntries(await opened.experiments.results(record.id))).toEqual({ a: 2, b: 4, c: 8 });
  // What is known so far is shown on the way.
  expect(seen).toEqual(expect.arrayContaining([undefined, '1 of 3', '2 of 3', '3 of 3']));
});

test('loses the part in which it is stopped and no other, and goes on from there', async () => {
  const ran: string[] = [];
  const runner = new ExperimentRunner(opened.experiments);
  await runner.run(
    task(
      doubling((cell) => {
        ran.push(cell);
        if (cell === 'b') runner.stop();
      }),
    ),
  );
  expect(runner.state()).toEqual({ status: 'idle' });
  const [stopped] = await opened.experiments.list();
  expect(stopped.done).toBe(1);
  expect(stopped.finished).toBe(false);
  expect(stopped.passed).toBeUndefined();

  const next = new ExperimentRunner(opened.experiments);
  await next.run(
    task(
      doubling((cell) => ran.push(cell)),
      stopped,
    ),
  );
  expect(ran).toEqual(['a', 'b', 'b', 'c']);
  expect(await opened.experiments.list()).toMatchObject([{ done: 3, finished: true, passed: true }]);
});

test('says what went wrong, and can be started again', async () => {
  const runner = new ExperimentRunner(opened.experiments);
  const broken = doubling((cell) => {
    if (cell === 'c') throw new Error('The engine stopped.');
  });
  await runner.run(task(broken));
  expect(runner.state()).toEqual({
    status: 'failed',
    experiment: 'year',
    error: new Error('The engine stopped.'),
  });
  const [kept] = await opened.experiments.list();
  expect(kept.done).toBe(2);
  await runner.run(task(doubling(), kept));
  expect(runner.state()).toEqual({ status: 'idle' });
});

test('runs no experiment that runs in another tab', async () => {
  const locks = new FakeLocks();
  vi.stubGlobal('navigator', { locks });
  const here = new ExperimentRunner(opened.experiments);
  const there = new ExperimentRunner(opened.experiments);
  const ran: string[] = [];
  let goOn = () => {};
  const waiting = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow = doubling((cell) => ran.push(cell));
  const cells = slow.cells(setup);
  slow.cells = () => [{ ...cells[0], run: async (...args) => waiting.then(() => cells[0].run(...args)) }];
  const first = there.run(task(slow));
  await vi.waitUntil(async () => (await locks.query()).held.length > 0);
  await here.run(task(doubling(() => ran.push('second'))));
  expect(here.state()).toMatchObject({ status: 'failed', error: { reason: 'elsewhere' } });
  goOn();
  await first;
  expect(ran).toEqual(['a']);
  await here.run(
    task(
      doubling((cell) => ran.push(cell)),
      { ...record, id: 'next' },
    ),
  );
  expect(ran).toEqual(['a', 'a', 'b', 'c']);
  expect((await locks.query()).held).toEqual([]);
});

test('runs one experiment at a time', async () => {
  const runner = new ExperimentRunner(opened.experiments);
  const ran: string[] = [];
  const first = runner.run(task(doubling((cell) => ran.push(cell))));
  await runner.run(task(doubling(() => ran.push('second'))));
  await first;
  expect(ran).toEqual(['a', 'b', 'c']);
});
