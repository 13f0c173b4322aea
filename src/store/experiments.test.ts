import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from './index';
import type { ExperimentRecord } from './schema';
import { EXPERIMENT, freshName, normWeights, openFresh, until } from './store.fixtures';

const stores: Store[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const store of stores.splice(0)) store.close();
});
const fresh = async (name = freshName()) => {
  const opened = await openFresh(name);
  stores.push(opened.store);
  return { name, ...opened };
};

describe('experiments', () => {
  test('come back with the results of their parts, the one begun last first, however often they go on', async () => {
    const { name, experiments } = await fresh();
    const second = { ...EXPERIMENT, id: 'f', experiment: 'noise' as const };
    await experiments.put(EXPERIMENT);
    await experiments.put(second, { cell: 'a', result: 'of the other' });
    const result = { adapter: normWeights(), nll: Float32Array.of(1.5, Number.NaN), fall: undefined };
    await experiments.put({ ...EXPERIMENT, done: 2 }, { cell: 'a', result });
    await experiments.put({ ...EXPERIMENT, done: 3 }, { cell: 'b', result: 1 });
    const next = (await fresh(name)).experiments;
    expect(await next.list()).toEqual([second, { ...EXPERIMENT, done: 3 }]);
    expect([...(await next.results(EXPERIMENT.id))]).toEqual([
      ['a', result],
      ['b', 1],
    ]);
  });

  test('keep a part and the record that counts it together or not at all', async () => {
    const { experiments } = await fresh();
    await experiments.put(EXPERIMENT);
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    const put = experiments.put({ ...EXPERIMENT, done: 2 }, { cell: 'a', result: 1 });
    await expect(put).rejects.toMatchObject({ reason: 'full' });
    add.mockRestore();
    expect(await experiments.list()).toEqual([EXPERIMENT]);
    expect(await experiments.results(EXPERIMENT.id)).toEqual(new Map());
  });

  test('are deleted with their results, and nothing of others', async () => {
    const { store, experiments } = await fresh();
    await experiments.put(EXPERIMENT, { cell: 'a', result: 1 });
    await experiments.put({ ...EXPERIMENT, id: 'f' }, { cell: 'a', result: 2 });
    const other = store.open({ profile: (await store.profiles.create('Anu', 'sky')).id }).experiments;
    expect(await other.list()).toEqual([]);
    expect(await other.results('f')).toEqual(new Map());
    await other.delete('f');
    await experiments.delete(EXPERIMENT.id);
    await experiments.delete(EXPERIMENT.id);
    expect(await experiments.list()).toEqual([{ ...EXPERIMENT, id: 'f' }]);
    expect(await experiments.results(EXPERIMENT.id)).toEqual(new Map());
    expect(await experiments.results('f')).toEqual(new Map([['a', 2]]));
  });

  test.each([undefined, 'മാമ്പഴം rain bus'])(
    'of earlier versions are read, sealed or not (passphrase %s)',
    async (passphrase) => {
      const { store, access } = await fresh();
      const entered = passphrase ? await store.profiles.lock(access.profile, passphrase) : access;
      const { experiments } = store.open(entered);
      const { experiment, finished, ...facts } = EXPERIMENT;
      const old = {
        ...facts,
        bet: experiment,
        authors: [{ id: 'yours', name: 'My text', train: 3000, held: 700 }],
        adapters: [
          { id: 'x', name: 'My diary (kept)' },
          { id: 'y', name: 'My diary (kept, 2)' },
        ],
      };
      const finding = { passed: false, sentence: 'It failed.', charts: [], table: { head: [], rows: [] } };
      const rows = [
        old,
        { ...old, id: 'f', finding },
        { ...old, id: 'g', finding: { ...finding, passed: undefined } },
      ];
      for (const row of rows) await experiments.put(row as unknown as ExperimentRecord);
      const current: ExperimentRecord = {
        ...EXPERIMENT,
        adapters: [
          { id: 'x', name: 'My diary' },
          { id: 'y', name: 'My diary' },
        ],
      };
      expect(await experiments.list()).toEqual([
        { ...current, id: 'g', finished: true },
        { ...current, id: 'f', finished: true, passed: false },
        current,
      ]);
      // What goes on is kept as it is now.
      await experiments.put({ ...current, done: 2 }, { cell: 'a', result: 1 });
      expect((await experiments.list()).at(-1)).toEqual({ ...current, done: 2 });
    },
  );

  test('tell another tab of every change', async () => {
    const { name, access, experiments } = await fresh();
    const tab = openStore(name);
    stores.push(tab);
    let heard = 0;
    const stop = tab.open(access).experiments.subscribe(() => heard++);
    await experiments.put(EXPERIMENT);
    await until(() => heard === 1);
    await experiments.delete(EXPERIMENT.id);
    await until(() => heard === 2);
    stop();
  });
});
