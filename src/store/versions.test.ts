import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AdapterStore } from './adapters';
import { createDatabase, type Database } from './database';
import type { Store } from './index';
import { FACTS, freshName, normWeights, openFresh } from './store.fixtures';

let database: Database;
let store: Store;
let adapters: AdapterStore;
beforeEach(async () => {
  const name = freshName();
  ({ store, adapters } = await openFresh(name));
  database = createDatabase(name);
});
afterEach(() => {
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
});
