import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Access } from './access';
import type { AdapterStore } from './adapters';
import { createDatabase, type Database } from './database';
import { openStore, type Store } from './index';
import { FACTS, freshName, normWeights, openFresh } from './store.fixtures';

let database: Database;
let store: Store;
let access: Access;
let adapters: AdapterStore;
beforeEach(async () => {
  const name = freshName();
  ({ store, access, adapters } = await openFresh(name));
  database = createDatabase(name);
});
afterEach(() => {
  vi.restoreAllMocks();
  store.close();
  database.close();
});

const stored = (name: 'weights' | 'memories') =>
  database.read([name], (transaction) => transaction.objectStore(name).count());

describe('versions of a model', () => {
  const memory = Int32Array.of(4, 5, 6, 7, 4, 5, 8);
  const second = { ...FACTS, version: { line: 'one', number: 2, chosen: 2 } };
  /** Two versions of a model, and another model. */
  const keepThree = async () => {
    await adapters.improve('one', FACTS, normWeights(1), memory);
    await adapters.improve('two', second, normWeights(2), memory);
    return adapters.improve('other', FACTS, normWeights(3), memory);
  };
  const places = async () =>
    Object.fromEntries((await adapters.list()).map(({ id, version }) => [id, version]));

  test('each have their place, and a model that was kept without one is a first version', async () => {
    await keepThree();
    expect(await places()).toEqual({
      one: { line: 'one', number: 1, chosen: 1 },
      two: { line: 'one', number: 2, chosen: 2 },
      other: { line: 'other', number: 1, chosen: 1 },
    });
  });

  test('are chosen in turn', async () => {
    await keepThree();
    await adapters.choose('one');
    expect(await places()).toMatchObject({ one: { chosen: 3 }, two: { chosen: 2 }, other: { chosen: 1 } });
    await adapters.choose('two');
    expect(await places()).toMatchObject({ one: { chosen: 3 }, two: { chosen: 4 } });
    await expect(adapters.choose('nobody')).rejects.toMatchObject({ reason: 'missing' });
  });

  test('that its owner has taken into use meanwhile stays so when it is improved', async () => {
    await keepThree();
    await adapters.improve(
      'three',
      { ...second, version: { ...second.version, number: 3, chosen: 0 } },
      normWeights(),
    );
    await adapters.choose('three');
    await adapters.improve(
      'three',
      { ...second, version: { ...second.version, number: 3, chosen: 0 } },
      normWeights(9),
    );
    expect(await places()).toMatchObject({ three: { chosen: 3 } });
  });

  test('share a name, and what they forget', async () => {
    const other = await keepThree();
    await adapters.rename('two', 'Anu');
    await adapters.forget('two', [[4, 5]]);
    const names = (await adapters.list()).map(({ id, name }) => [id, name]);
    expect(Object.fromEntries(names)).toEqual({ one: 'Anu', two: 'Anu', other: FACTS.name });
    for (const id of ['one', 'two'])
      expect((await adapters.model(id)).memory).toEqual(Int32Array.of(6, 7, 0, 8));
    expect(await adapters.get('other')).toEqual(other);
  });

  test('that come later do not remember what an earlier one was told to forget', async () => {
    await keepThree();
    await adapters.forget('one', [[6, 7]]);
    const third = { ...second, version: { ...second.version, number: 3 } };
    const kept = await adapters.improve('three', third, normWeights(), memory);
    expect((await adapters.model('three')).memory).toEqual(Int32Array.of(4, 5, 0, 4, 5, 8));
    expect(kept.forgotten).toBe(2);
    // A model of its own may learn it anew.
    await adapters.improve('new', FACTS, normWeights(), memory);
    expect((await adapters.model('new')).memory).toEqual(memory);
  });

  test('are deleted one by one or together', async () => {
    await keepThree();
    await adapters.delete('one');
    expect(Object.keys(await places())).toEqual(['other', 'two']);
    await adapters.delete('two', 'other', 'nobody');
    expect(await places()).toEqual({});
    expect([await stored('weights'), await stored('memories')]).toEqual([0, 0]);
  });

  describe('that another tab changes meanwhile', () => {
    const third = { ...second, version: { ...second.version, number: 3, chosen: 3 } };
    let other: Store;
    let theirs: AdapterStore;
    beforeEach(async () => {
      other = openStore(database.name);
      theirs = other.open(access).adapters;
      await keepThree();
    });
    afterEach(() => other.close());
    /** Does `work` once, when this tab has just listed the versions of a model. */
    const afterList = (work: () => Promise<unknown>) => {
      const list = adapters.versions.bind(adapters);
      vi.spyOn(adapters, 'versions').mockImplementationOnce(async (line) => {
        const listed = await list(line);
        await work();
        return listed;
      });
    };

    test('are all renamed and all forget, one that comes too', async () => {
      afterList(() => theirs.improve('three', third, normWeights(), memory));
      await adapters.forget('one', [[4, 5]]);
      afterList(() => theirs.improve('four', third, normWeights(), memory));
      await adapters.rename('one', 'Anu');
      for (const id of ['one', 'two', 'three', 'four']) {
        expect((await adapters.model(id)).memory).toEqual(Int32Array.of(6, 7, 0, 8));
        expect(await adapters.get(id)).toMatchObject({ name: 'Anu' });
      }
    });

    test('are renamed and forget, where one of them is deleted', async () => {
      await adapters.improve('three', third, normWeights(), memory);
      afterList(() => theirs.delete('three'));
      await adapters.forget('one', [[4, 5]]);
      afterList(() => theirs.delete('two'));
      await adapters.rename('one', 'Anu');
      expect((await adapters.model('one')).memory).toEqual(Int32Array.of(6, 7, 0, 8));
      expect(await adapters.get('one')).toMatchObject({ name: 'Anu' });
      expect(Object.keys(await places())).toEqual(['other', 'one']);
    });

    test('do not tell a new one what they are told to forget while it is kept', async () => {
      afterList(() => theirs.forget('one', [[4, 5]]));
      await adapters.improve('three', third, normWeights(), memory);
      expect((await adapters.model('three')).memory).toEqual(Int32Array.of(6, 7, 0, 8));
    });

    test('are in use one at a time', async () => {
      await adapters.improve('three', third, normWeights());
      afterList(() => theirs.choose('two'));
      await adapters.choose('one');
      expect(await places()).toMatchObject({ one: { chosen: 5 }, two: { chosen: 4 } });
    });
  });

  test('forget and are renamed all together, or not at all', async () => {
    await keepThree();
    const before = await adapters.list();
    const put = IDBObjectStore.prototype.put;
    let rows = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === 'adapters' && ++rows === 2) throw new DOMException('', 'QuotaExceededError');
      return put.apply(this, args);
    });
    await expect(adapters.forget('two', [[4, 5]])).rejects.toMatchObject({ reason: 'full' });
    rows = 0;
    await expect(adapters.rename('two', 'Anu')).rejects.toMatchObject({ reason: 'full' });
    expect(await adapters.list()).toEqual(before);
    for (const id of ['one', 'two']) expect((await adapters.model(id)).memory).toEqual(memory);
  });

  test('know what to forget after the one that remembered it is deleted', async () => {
    await adapters.improve('one', FACTS, normWeights(1), memory);
    await adapters.improve('two', second, normWeights(2));
    await adapters.forget('one', [[6, 7]]);
    await adapters.delete('one');
    await adapters.improve(
      'three',
      { ...second, version: { ...second.version, number: 3 } },
      normWeights(),
      memory,
    );
    expect((await adapters.model('three')).memory).toEqual(Int32Array.of(4, 5, 0, 4, 5, 8));
  });
});
