import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Access } from './access';
import type { AdapterStore } from './adapters';
import { createDatabase, type Database } from './database';
import { openStore, type Shelf, type Store } from './index';
import { FACTS, freshName, normWeights, openFresh, until } from './store.fixtures';

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
  vi.useRealTimers();
  store.close();
  database.close();
});

const stored = (name: 'adapters' | 'weights' | 'memories') =>
  database.read([name], (transaction) => transaction.objectStore(name).count());

describe('save', () => {
  test('keeps record and weights, which come back as they were', async () => {
    const record = await adapters.save(FACTS, normWeights());
    expect(record).toMatchObject({ ...FACTS, method: 'norm', bytes: 9216 });
    expect(record.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await adapters.get(record.id)).toEqual(record);
    expect(await adapters.weights(record.id)).toEqual(normWeights());
  });

  test('keeps a view without the rest of its buffer', async () => {
    const whole = new Uint8Array(1000).fill(9);
    const { id } = await adapters.save(FACTS, { method: 'full', bytes: whole.subarray(100, 200) });
    const { method, bytes } = await adapters.weights(id);
    expect(method).toBe('full');
    expect(bytes).toEqual(whole.slice(100, 200));
    expect(bytes.buffer.byteLength).toBe(100);
  });

  test('keeps the memory of a model with it, whole where it is a part of something, and none of others', async () => {
    const text = Int32Array.of(9, 4, 16383, 0, 7);
    const { id } = await adapters.save(FACTS, normWeights(), text.subarray(1, 4));
    expect(await adapters.model(id)).toEqual({ ...normWeights(), memory: text.slice(1, 4) });
    const without = await adapters.save(FACTS, normWeights());
    expect(await adapters.model(without.id)).toEqual(normWeights());
    expect(await stored('memories')).toBe(1);
  });

  test.each(['weights', 'memories', 'adapters'] as const)(
    'leaves nothing when the %s cannot be kept',
    async (name) => {
      const add = IDBObjectStore.prototype.add;
      vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...args) {
        if (this.name === name) throw new DOMException('', 'QuotaExceededError');
        return add.apply(this, args);
      });
      const memory = Int32Array.of(1, 2);
      await expect(adapters.save(FACTS, normWeights(), memory)).rejects.toMatchObject({ reason: 'full' });
      vi.restoreAllMocks();
      for (const all of ['adapters', 'weights', 'memories'] as const) expect(await stored(all)).toBe(0);
      await adapters.save(FACTS, normWeights());
      expect(await stored('weights')).toBe(1);
    },
  );
});

describe('saveAll', () => {
  const models = [1, 2, 3].map((seed) => ({
    facts: { ...FACTS, name: `model ${seed}` },
    weights: normWeights(seed),
  }));
  const texts = ['a', 'b'].map((id) => ({ id, name: id, text: `text ${id}` }));
  const written = async (shelf: Shelf) => [
    (await shelf.adapters.list()).map(({ name }) => name),
    (await shelf.texts.list()).map(({ name }) => name),
  ];

  test.each(['open', 'sealed'])('keeps all of it, or nothing, in a profile that is %s', async (form) => {
    if (form === 'sealed') access = await store.profiles.lock(access.profile, 'eight letters');
    const shelf = store.open(access);
    await shelf.adapters.saveAll(models.slice(0, 1), texts.slice(0, 1));
    const before = [['model 1'], ['a']];
    expect(await written(shelf)).toEqual(before);

    const add = IDBObjectStore.prototype.add;
    let left = 0;
    const spy = vi.spyOn(IDBObjectStore.prototype, 'add');
    spy.mockImplementation(function (this: IDBObjectStore, ...args) {
      if (left-- === 0) throw new DOMException('', 'QuotaExceededError');
      return add.apply(this, args);
    });
    // Two adapters of two rows each, and a text.
    for (let room = 0; room < 5; room++) {
      left = room;
      const full = shelf.adapters.saveAll(models.slice(1), texts.slice(1));
      await expect(full).rejects.toMatchObject({ reason: 'full' });
      expect(await written(shelf)).toEqual(before);
      expect(await stored('weights')).toBe(1);
    }
    spy.mockRestore();

    const heard: string[] = [];
    const stops = [shelf.adapters.subscribe(() => heard.push('adapters'))];
    stops.push(shelf.texts.subscribe(() => heard.push('texts')));
    const [second] = await shelf.adapters.saveAll(models.slice(1), texts.slice(1));
    expect(heard).toEqual(['adapters', 'texts']);
    for (const stop of stops) stop();
    expect(await written(shelf)).toEqual([
      ['model 3', 'model 2', 'model 1'],
      ['a', 'b'],
    ]);
    expect(await shelf.adapters.weights(second.id)).toEqual(normWeights(2));
  });

  test('keeps nothing when the profile was locked meanwhile', async () => {
    await store.profiles.lock(access.profile, 'eight letters');
    await expect(adapters.saveAll(models, texts)).rejects.toMatchObject({ reason: 'locked' });
    expect(await stored('adapters')).toBe(0);
    expect(await stored('weights')).toBe(0);
  });
});

describe('improve', () => {
  const memory = Int32Array.of(1, 2, 3);
  const better = { ...FACTS, run: { ...FACTS.run, steps: 300 } };

  test('keeps a model under the id that it is given', async () => {
    const record = await adapters.improve('mine', FACTS, normWeights(), memory);
    expect(record).toMatchObject({ ...FACTS, id: 'mine' });
    expect(await adapters.list()).toEqual([record]);
    expect(await adapters.model('mine')).toEqual({ ...normWeights(), memory });
  });

  test.each(['open', 'sealed'])('takes the place of what is there, in a profile that is %s', async (form) => {
    if (form === 'sealed') access = await store.profiles.lock(access.profile, 'eight letters');
    const mine = store.open(access).adapters;
    const earlier = await mine.improve('mine', FACTS, normWeights(1), Int32Array.of(9));
    const other = await mine.save(FACTS, normWeights(3));
    await mine.rename('mine', 'Anu');
    const record = await mine.improve('mine', better, normWeights(2), memory);
    expect(record).toMatchObject({ ...better, name: 'Anu', id: 'mine' });
    // An export of all models before has not had it.
    expect(record.createdAt).toBeGreaterThan(earlier.createdAt);
    expect(await mine.list()).toEqual([other, record]);
    expect(await mine.model('mine')).toEqual({ ...normWeights(2), memory });
    await mine.improve('mine', better, normWeights(2));
    expect(await mine.model('mine')).toEqual(normWeights(2));
    expect([await stored('adapters'), await stored('weights'), await stored('memories')]).toEqual([2, 2, 0]);
  });

  test('a model that is read meanwhile is the older one or the newer one, whole', async () => {
    const versions = [1, 2, 3, 4].map((n) => ({ weights: normWeights(n), memory: Int32Array.of(n, n) }));
    const [first, ...later] = versions;
    await adapters.improve('mine', FACTS, first.weights, first.memory);
    const whole = versions.map(({ weights, memory }) => ({ ...weights, memory }));
    let isImproving = true;
    const improve = async () => {
      for (const { weights, memory } of later) await adapters.improve('mine', better, weights, memory);
      isImproving = false;
    };
    const read = async () => {
      while (isImproving) expect(whole).toContainEqual(await adapters.model('mine'));
    };
    await Promise.all([improve(), read()]);
  });

  test('what was forgotten meanwhile stays forgotten, and a name that was given meanwhile stays', async () => {
    await adapters.improve('mine', FACTS, normWeights(1), memory);
    const other = openStore(database.name);
    const others = other.open(access).adapters;
    await Promise.all([
      ...[others.forget('mine', [[2]]), others.rename('mine', 'Anu')],
      adapters.improve('mine', better, normWeights(2), memory),
    ]);
    await adapters.improve('mine', better, normWeights(3), memory);
    expect(await adapters.model('mine')).toEqual({ ...normWeights(3), memory: Int32Array.of(1, 0, 3) });
    expect(await adapters.get('mine')).toMatchObject({ ...better, name: 'Anu', forgotten: 1 });
    other.close();
  });

  test.each(['weights', 'memories', 'adapters'] as const)(
    'leaves what is there as it was when the new %s cannot be kept',
    async (name) => {
      const record = await adapters.improve('mine', FACTS, normWeights(1), Int32Array.of(9));
      const put = IDBObjectStore.prototype.put;
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
        if (this.name === name) throw new DOMException('', 'QuotaExceededError');
        return put.apply(this, args);
      });
      const improving = adapters.improve('mine', better, normWeights(2), memory);
      await expect(improving).rejects.toMatchObject({ reason: 'full' });
      vi.restoreAllMocks();
      expect(await adapters.list()).toEqual([record]);
      expect(await adapters.model('mine')).toEqual({ ...normWeights(1), memory: Int32Array.of(9) });
    },
  );
});

describe('a better model from another tab', () => {
  const better = { ...FACTS, run: { ...FACTS.run, steps: 300 } };
  const [first, last] = [Int32Array.of(2, 3), Int32Array.of(1, 2, 3)];
  let other: Store;
  let theirs: AdapterStore;
  beforeEach(async () => {
    other = openStore(database.name);
    theirs = other.open(access).adapters;
    await adapters.improve('mine', FACTS, normWeights(1), first);
  });
  afterEach(() => other.close());

  test.each([0, 1, 2, 3, 5, 8])('stays whole beside a new name that comes %i turns later', async (turns) => {
    const improving = adapters.improve('mine', better, normWeights(2), last);
    for (let i = 0; i < turns; i++) await theirs.get('mine');
    await Promise.all([improving, theirs.rename('mine', 'Anu')]);
    expect(await theirs.get('mine')).toMatchObject({ name: 'Anu', run: better.run });
    expect(await theirs.model('mine')).toEqual({ ...normWeights(2), memory: last });
  });

  test('is read as it was or as it is, never as a part of each', async () => {
    let isOver = false;
    const improving = adapters.improve('mine', better, normWeights(2), last).then(() => (isOver = true));
    while (!isOver)
      expect([
        { ...normWeights(1), memory: first },
        { ...normWeights(2), memory: last },
      ]).toContainEqual(await theirs.model('mine'));
    await improving;
  });

  test('does not bring back what was taken out of the one before', async () => {
    await Promise.all([
      theirs.forget('mine', [[2]]),
      adapters.improve('mine', FACTS, normWeights(1), Int32Array.of(2, 3, 4)),
    ]);
    await adapters.forget('mine', [[2]]);
    const record = await adapters.improve('mine', better, normWeights(2), Int32Array.of(2, 9, 2, 3, 4));
    const { memory } = await theirs.model('mine');
    expect([...(memory ?? [])]).not.toContain(2);
    expect(memory).toEqual(Int32Array.of(9, 0, 3, 4));
    expect(record.forgotten).toBe(2);
  });
});

describe('list', () => {
  test('gives the newest first, even if the clock goes backwards', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const [name, time] of [
      ['first', 2000],
      ['second', 3000],
      ['third', 1000],
    ] as const) {
      vi.setSystemTime(time);
      await adapters.save({ ...FACTS, name }, normWeights());
    }
    const list = await adapters.list();
    expect(list.map(({ name, createdAt }) => [name, createdAt])).toEqual([
      ['third', 1000],
      ['second', 3000],
      ['first', 2000],
    ]);
  });

  test('is empty at first', async () => expect(await adapters.list()).toEqual([]));

  test('is the same for two connections', async () => {
    const other = openStore(database.name);
    const others = other.open(access).adapters;
    const record = await adapters.save(FACTS, normWeights());
    expect(await others.list()).toEqual([record]);
    await others.delete(record.id);
    expect(await adapters.list()).toEqual([]);
    other.close();
  });
});

describe('weights', () => {
  const replaceBytes = (id: string, bytes: Uint8Array<ArrayBuffer>) =>
    database.write(['weights'], (transaction) => transaction.objectStore('weights').put(bytes, id));

  test.each([
    ['one bit turned', (bytes: Uint8Array<ArrayBuffer>) => bytes.with(5000, bytes[5000] ^ 1)],
    ['a byte lost', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(1)],
  ])('that come back with %s are damaged', async (_, damage) => {
    const { id } = await adapters.save(FACTS, normWeights());
    await replaceBytes(id, damage(normWeights().bytes));
    await expect(adapters.weights(id)).rejects.toMatchObject({
      ...{ name: 'StoreError', reason: 'damaged', details: { name: 'My diary' } },
    });
    expect(await adapters.get(id)).toBeDefined();
  });

  test('that are gone are damaged, those of no record are missing', async () => {
    const { id } = await adapters.save(FACTS, normWeights());
    await database.write(['weights'], (transaction) => transaction.objectStore('weights').delete(id));
    await expect(adapters.weights(id)).rejects.toMatchObject({ reason: 'damaged' });
    await expect(adapters.weights('nobody')).rejects.toMatchObject({ reason: 'missing' });
  });
});

describe('delete', () => {
  test('deletes record, weights and memory of one, and nothing of others', async () => {
    const memory = Int32Array.of(1, 2);
    const one = await adapters.save(FACTS, normWeights(1), memory);
    const two = await adapters.save(FACTS, normWeights(2), memory);
    await adapters.delete(one.id);
    await adapters.delete(one.id);
    expect(await adapters.list()).toEqual([two]);
    expect(await stored('weights')).toBe(1);
    expect(await stored('memories')).toBe(1);
    expect(await adapters.model(two.id)).toEqual({ ...normWeights(2), memory });
  });
});

describe('subscribe', () => {
  test('gives this tab and others news of every change, until it is stopped', async () => {
    const other = openStore(database.name);
    const heard: string[] = [];
    const next = (count: number) => until(() => heard.length >= count);
    const stopHere = adapters.subscribe(() => heard.push('here'));
    const stopThere = other.open(access).adapters.subscribe(() => heard.push('there'));

    const { id } = await adapters.save(FACTS, normWeights());
    await next(2);
    expect(heard.toSorted()).toEqual(['here', 'there']);

    stopThere();
    await adapters.rename(id, 'x');
    await next(3);
    await adapters.delete(id);
    await next(4);
    expect(heard.slice(2)).toEqual(['here', 'here']);
    stopHere();
    other.close();
  });

  test('says nothing of a change that failed', async () => {
    const heard: string[] = [];
    const stop = adapters.subscribe(() => heard.push('change'));
    await expect(adapters.rename('nobody', 'x')).rejects.toThrow();
    await adapters.save(FACTS, normWeights());
    await until(() => heard.length > 0);
    expect(heard).toHaveLength(1);
    stop();
  });
});
