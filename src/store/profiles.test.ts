import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ROW_STORES } from './access';
import { createDatabase } from './database';
import { type Gives, openStore, type Store } from './index';
import { isSealed } from './lock';
import { EXPERIMENT, FACTS, freshName, normWeights, openFresh } from './store.fixtures';

const PASSPHRASE = 'three green mangoes';
/** A result that holds an adapter, as those of some experiments do. */
const RESULT = { cell: 'diary', result: { fall: 1.1, adapter: normWeights(5), missing: [undefined] } };
/** Tokens of a text that a model remembers. */
const MEMORY = Int32Array.of(8, 15, 4);
const TEXT = { id: 't', name: 'diary.txt', text: 'Nobody shall read this.' };

const stores: Store[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const store of stores.splice(0)) store.close();
});
const fresh = async () => {
  const name = freshName();
  const opened = await openFresh(name);
  stores.push(opened.store);
  return { name, ...opened };
};
/** Another tab. */
const tab = (name: string) => {
  const store = openStore(name);
  stores.push(store);
  return store;
};
/** Everything that lies in the database. */
const everything = async (name: string) => {
  const database = createDatabase(name);
  const names = ['profiles', 'settings', 'weights', ...ROW_STORES] as const;
  const all = await database.read([...names], async (transaction) =>
    Promise.all(names.map((store) => transaction.objectStore(store).getAll())),
  );
  database.close();
  return Object.fromEntries(names.map((store, i) => [store, all[i]])) as unknown as Record<
    (typeof names)[number],
    { content?: unknown }[]
  >;
};
const sealedness = async (name: string) => {
  const all = await everything(name);
  const rows = ROW_STORES.flatMap((store) => all[store]);
  return [...all.weights, ...rows.map(({ content }) => content)].map(isSealed);
};

describe('profiles', () => {
  test('are created, changed, and told apart by their nicknames', async () => {
    const { store, profile } = await fresh();
    const anu = await store.profiles.create('അനു', 'rose');
    await store.profiles.change(anu.id, { nickname: 'അനു K', colour: 'sky' });
    expect(await store.profiles.list()).toEqual([profile, { ...anu, nickname: 'അനു K', colour: 'sky' }]);
    await expect(store.profiles.create('me', 'gold')).rejects.toMatchObject({ reason: 'taken' });
    await expect(store.profiles.change(anu.id, { nickname: 'ME' })).rejects.toMatchObject({
      reason: 'taken',
    });
    await store.profiles.change(profile.id, { nickname: 'ME' });
    await expect(store.profiles.change('nobody', {})).rejects.toMatchObject({ reason: 'gone' });
  });

  test('give what their owners say, whatever else is said at the same time', async () => {
    const { store, profile } = await fresh();
    const say = (gives: Gives) => store.profiles.change(profile.id, { gives });
    await say({ model: true, texts: true });
    await Promise.all([say({ name: 'Anu K' }), say({ texts: false })]);
    expect(await store.profiles.list()).toMatchObject([
      { gives: { model: true, texts: false, name: 'Anu K' } },
    ]);
  });

  test('keep their adapters apart', async () => {
    const { store, adapters } = await fresh();
    const mine = await adapters.save(FACTS, normWeights());
    const anu = store.open({ profile: (await store.profiles.create('Anu', 'rose')).id }).adapters;
    expect(await anu.list()).toEqual([]);
    expect(await anu.get(mine.id)).toBeUndefined();
    await expect(anu.weights(mine.id)).rejects.toMatchObject({ reason: 'missing' });
    await expect(anu.rename(mine.id, 'hers')).rejects.toMatchObject({ reason: 'missing' });
    await anu.delete(mine.id);
    expect(await adapters.list()).toEqual([mine]);
  });

  test('are deleted with all they keep, and nothing of the others; after the last there is a new one', async () => {
    const { name, store, profile, adapters, texts, experiments } = await fresh();
    await adapters.save(FACTS, normWeights(), MEMORY);
    await texts.put(TEXT);
    await experiments.put(EXPERIMENT, RESULT);
    const anu = await store.profiles.create('Anu', 'rose');
    const hers = store.open({ profile: anu.id });
    const kept = await hers.adapters.save(FACTS, normWeights(2), MEMORY);
    await hers.experiments.put({ ...EXPERIMENT, id: 'hers' }, RESULT);
    await store.profiles.delete(profile.id);
    expect(await store.profiles.list()).toEqual([anu]);
    expect(await hers.adapters.list()).toEqual([kept]);
    expect((await everything(name)).weights).toHaveLength(1);
    expect((await everything(name)).memories).toHaveLength(1);
    expect((await everything(name)).texts).toHaveLength(0);
    expect((await everything(name)).experiments).toHaveLength(1);
    expect(await hers.experiments.results('hers')).toEqual(new Map([[RESULT.cell, RESULT.result]]));
    expect((await everything(name)).results).toHaveLength(1);
    await expect(adapters.save(FACTS, normWeights())).rejects.toMatchObject({ reason: 'gone' });
    await expect(texts.put(TEXT)).rejects.toMatchObject({ reason: 'gone' });
    await expect(experiments.put(EXPERIMENT, RESULT)).rejects.toMatchObject({ reason: 'gone' });

    await store.profiles.delete(anu.id);
    expect(await store.profiles.list()).toMatchObject([{ nickname: 'Me' }]);
    const { adapters: rows, weights, memories, results } = await everything(name);
    expect([rows, weights, memories, results]).toEqual([[], [], [], []]);
  });
});

describe('what the browser has cleared', () => {
  test('is told as gone, nothing half is written, and there is a new profile to begin with', async () => {
    const { name, store, adapters, texts, profile } = await fresh();
    await adapters.save(FACTS, normWeights());
    await deleteDB(name);
    await expect(adapters.save(FACTS, normWeights())).rejects.toMatchObject({ reason: 'gone' });
    await expect(texts.put(TEXT)).rejects.toMatchObject({ reason: 'gone' });
    expect(await adapters.list()).toEqual([]);
    const [begun, ...others] = await store.profiles.list();
    expect(begun).toMatchObject({ nickname: 'Me' });
    expect(begun.id).not.toBe(profile.id);
    expect(others).toEqual([]);
    expect((await everything(name)).weights).toEqual([]);
  });
});

describe('a passphrase', () => {
  const locked = async () => {
    const opened = await fresh();
    const record = await opened.adapters.save(FACTS, normWeights(), MEMORY);
    await opened.texts.put(TEXT);
    await opened.experiments.put(EXPERIMENT, RESULT);
    const access = await opened.store.profiles.lock(opened.profile.id, PASSPHRASE);
    return { ...opened, record, access, ...opened.store.open(access) };
  };

  test('seals what was there and what comes, and opens it at the next visit', async () => {
    const { name, profile, record, adapters, texts, experiments } = await locked();
    const later = await adapters.save({ ...FACTS, name: 'Later' }, normWeights(2));
    await adapters.rename(record.id, 'Renamed');
    await texts.put({ ...TEXT, id: 'u' });
    await experiments.put({ ...EXPERIMENT, done: 2 }, { cell: 'second', result: 2 });
    expect(await sealedness(name)).toEqual(Array(10).fill(true));
    expect(JSON.stringify(await everything(name))).not.toMatch(/Later|Renamed|diary|second/);

    const next = tab(name);
    const access = await next.profiles.enter(profile.id, PASSPHRASE);
    const shelf = next.open(access);
    expect(await shelf.adapters.list()).toEqual([later, { ...record, name: 'Renamed' }]);
    expect(await shelf.adapters.weights(record.id)).toEqual(normWeights());
    expect(await shelf.texts.list()).toEqual([TEXT, { ...TEXT, id: 'u' }]);
    expect(await shelf.experiments.list()).toEqual([{ ...EXPERIMENT, done: 2 }]);
    expect(await shelf.experiments.results(EXPERIMENT.id)).toEqual(
      new Map<string, unknown>([
        [RESULT.cell, RESULT.result],
        ['second', 2],
      ]),
    );
  });

  test('is needed, and must be the right one', async () => {
    const { name, profile, record } = await locked();
    const next = tab(name);
    await expect(next.profiles.enter(profile.id)).rejects.toMatchObject({ reason: 'passphrase' });
    await expect(next.profiles.enter(profile.id, 'wrong')).rejects.toMatchObject({ reason: 'passphrase' });
    const shelf = next.open({ profile: profile.id });
    await expect(shelf.adapters.list()).rejects.toMatchObject({ reason: 'locked' });
    await expect(shelf.adapters.weights(record.id)).rejects.toMatchObject({ reason: 'locked' });
    await expect(shelf.texts.list()).rejects.toMatchObject({ reason: 'locked' });
    await expect(shelf.experiments.list()).rejects.toMatchObject({ reason: 'locked' });
    await expect(shelf.experiments.results(EXPERIMENT.id)).rejects.toMatchObject({ reason: 'locked' });
  });

  test('that another tab has set lets this one write nothing open', async () => {
    const { name, profile } = await fresh();
    const old = tab(name).open({ profile: profile.id });
    await tab(name).profiles.lock(profile.id, PASSPHRASE);
    await expect(old.adapters.save(FACTS, normWeights())).rejects.toMatchObject({ reason: 'locked' });
    await expect(old.texts.put(TEXT)).rejects.toMatchObject({ reason: 'locked' });
    await expect(old.experiments.put(EXPERIMENT, RESULT)).rejects.toMatchObject({ reason: 'locked' });
    expect(await sealedness(name)).toEqual([]);
  });

  test('can be changed and removed', async () => {
    const { name, store, profile, record, access } = await locked();
    await expect(store.profiles.lock(profile.id, 'x')).rejects.toMatchObject({ reason: 'locked' });
    await expect(store.profiles.changePassphrase(profile.id, 'wrong', 'x')).rejects.toMatchObject({
      reason: 'passphrase',
    });
    await store.profiles.changePassphrase(profile.id, PASSPHRASE, 'another one');
    await expect(store.profiles.enter(profile.id, PASSPHRASE)).rejects.toMatchObject({
      reason: 'passphrase',
    });
    expect((await store.profiles.enter(profile.id, 'another one')).lock?.id).toBe(access.lock?.id);

    await expect(store.profiles.unlock(profile.id, PASSPHRASE)).rejects.toMatchObject({
      reason: 'passphrase',
    });
    const open = store.open(await store.profiles.unlock(profile.id, 'another one'));
    expect(await sealedness(name)).toEqual(Array(6).fill(false));
    expect(await open.adapters.list()).toEqual([record]);
    expect(await open.adapters.model(record.id)).toEqual({ ...normWeights(), memory: MEMORY });
    expect(await open.texts.list()).toEqual([TEXT]);
    expect(await open.experiments.list()).toEqual([EXPERIMENT]);
    expect(await open.experiments.results(EXPERIMENT.id)).toEqual(new Map([[RESULT.cell, RESULT.result]]));
  });

  test.each(['weights', 'adapters'] as const)(
    'whose removal meets a better model from another tab while it turns %s leaves that model whole',
    async (place) => {
      const { name, store, profile, record, access } = await locked();
      const theirs = tab(name).open(access).adapters;
      const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
      let isBetter = false;
      vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (cipher, ...rest) => {
        const { additionalData } = cipher as AesGcmParams;
        const opens = new TextDecoder().decode(additionalData as Uint8Array);
        if (!isBetter && opens === `${place}/${record.id}`) {
          isBetter = true;
          await theirs.improve(record.id, FACTS, normWeights(7), MEMORY);
        }
        return decrypt(cipher, ...rest);
      });
      const open = store.open(await store.profiles.unlock(profile.id, PASSPHRASE));
      vi.restoreAllMocks();
      expect(isBetter).toBe(true);
      expect(await sealedness(name)).toEqual(Array(6).fill(false));
      expect(await open.adapters.model(record.id)).toEqual({ ...normWeights(7), memory: MEMORY });
    },
  );

  test.each([0, 1, 2, 3, 4, 5, 6])(
    'whose setting breaks off after %i writes is whole at the next visit',
    async (writes) => {
      const { name, store, profile, adapters, texts, experiments } = await fresh();
      const record = await adapters.save(FACTS, normWeights(), MEMORY);
      await texts.put(TEXT);
      await experiments.put(EXPERIMENT, RESULT);
      const put = IDBObjectStore.prototype.put;
      let done = 0;
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
        // The first is that of the lock itself.
        if (done++ > writes) throw new DOMException('', 'UnknownError');
        return put.apply(this, args);
      });
      const setting = store.profiles.lock(profile.id, PASSPHRASE);
      if (writes < 6) await expect(setting).rejects.toMatchObject({ reason: 'failed' });
      else await setting;
      vi.restoreAllMocks();

      const next = tab(name);
      const shelf = next.open(await next.profiles.enter(profile.id, PASSPHRASE));
      expect(await sealedness(name)).toEqual(Array(6).fill(true));
      expect(await shelf.experiments.results(EXPERIMENT.id)).toEqual(new Map([[RESULT.cell, RESULT.result]]));
      expect(await shelf.adapters.list()).toEqual([record]);
      expect(await shelf.adapters.model(record.id)).toEqual({ ...normWeights(), memory: MEMORY });
      expect(await shelf.texts.list()).toEqual([TEXT]);
    },
  );

  test('whose removal breaks off still locks, and seals again what lay open', async () => {
    const { name, store, profile, record } = await locked();
    const put = IDBObjectStore.prototype.put;
    let done = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (done++ === 2) throw new DOMException('', 'UnknownError');
      return put.apply(this, args);
    });
    await expect(store.profiles.unlock(profile.id, PASSPHRASE)).rejects.toMatchObject({ reason: 'failed' });
    vi.restoreAllMocks();
    expect(await sealedness(name)).toEqual([false, false, true, true, true, true]);
    await expect(tab(name).profiles.enter(profile.id)).rejects.toMatchObject({ reason: 'passphrase' });

    const next = tab(name);
    const shelf = next.open(await next.profiles.enter(profile.id, PASSPHRASE));
    expect(await sealedness(name)).toEqual(Array(6).fill(true));
    expect(await shelf.adapters.weights(record.id)).toEqual(normWeights());
  });
});
