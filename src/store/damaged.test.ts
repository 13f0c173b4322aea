import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDatabase, type Database } from './database';
import type { Shelf, UnfinishedRun } from './index';
import type { Sealed } from './lock';
import { EXPERIMENT, FACTS, freshName, makeUnreadable, normWeights, openFresh } from './store.fixtures';

const PASSPHRASE = 'three green mangoes';
const opened: { close(): void }[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const one of opened.splice(0)) one.close();
});

const run = (id: string): UnfinishedRun => ({
  ...{ id, name: id, baseHash: '', keptAt: 1 },
  tokens: { train: new Int32Array(3), held: new Int32Array(3) },
  plan: { settings: {}, measured: {}, seconds: 1 } as UnfinishedRun['plan'],
});

type Form = 'open' | 'sealed';
const FORMS: Form[] = ['open', 'sealed'];

/** A profile with the kinds of things that lists show; `keep` keeps one more of each, and gives the model's id. */
async function fill(form: Form) {
  const name = freshName();
  const { store, profile, access } = await openFresh(name);
  const shelf = store.open(form === 'sealed' ? await store.profiles.lock(profile.id, PASSPHRASE) : access);
  const database = createDatabase(name);
  opened.push(store, database);
  const keep = async (id: string) => {
    await shelf.texts.put({ id, name: id, text: `text ${id}` });
    await shelf.experiments.put({ ...EXPERIMENT, id });
    await shelf.checkpoints.begin(run(id));
    return (await shelf.adapters.save({ ...FACTS, name: id }, normWeights())).id;
  };
  return { name, store, profile, shelf, database, keep };
}

/** Each list, and where its rows lie. */
const LISTS = [
  ['texts', 'texts'],
  ['adapters', 'adapters'],
  ['experiments', 'experiments'],
  ['checkpoints', 'unfinished'],
] as const;
type Place = (typeof LISTS)[number][1];

const rowOf = (database: Database, store: Place, id: string) =>
  database.read([store], (transaction) => transaction.objectStore(store).get(id));

/** Turns a bit of what is sealed, and takes all but the name out of what is open. */
async function damage(database: Database, store: Place, id: string): Promise<void> {
  const row = (await rowOf(database, store, id))!;
  const content = row.content as Sealed | { name?: string };
  if ('sealed' in content) content.sealed[20] ^= 1;
  const left = 'sealed' in content ? content : { id, name: content.name };
  await database.write([store], (transaction) =>
    transaction.objectStore(store).put({ ...row, content: left } as never),
  );
}

describe.each(FORMS)('a damaged row of a profile that is %s', (form) => {
  test.each(LISTS)(
    'does not hide the others among %s, and stays until it is deleted',
    async (kind, store) => {
      const { shelf, database, keep } = await fill(form);
      const models = [await keep('a'), await keep('b'), await keep('c')];
      const ids = kind === 'adapters' ? models : ['a', 'b', 'c'];
      const all = (await shelf[kind].list()) as { id: string }[];
      await damage(database, store, ids[1]);
      const before = await rowOf(database, store, ids[1]);

      const { items, damaged } = await (shelf[kind] as Shelf['texts']).look();
      expect(items).toEqual(all.filter(({ id }) => id !== ids[1]));
      const isNamed = form === 'open' && kind !== 'experiments';
      expect(damaged).toEqual([{ id: ids[1], ...(isNamed && { name: 'b' }) }]);
      expect(await rowOf(database, store, ids[1])).toEqual(before);

      await keep('d');
      expect(await shelf[kind].list()).toHaveLength(3);
      await shelf[kind].delete(ids[1]);
      expect(await shelf[kind].look()).toMatchObject({ items: { length: 3 }, damaged: [] });
    },
  );

  test.each(LISTS)('that cannot even be read does not either, among %s', async (kind, store) => {
    const { shelf, database, keep } = await fill(form);
    const models = [await keep('a'), await keep('b'), await keep('c')];
    const lost = kind === 'adapters' ? models[2] : 'c';
    makeUnreadable(store, lost);
    expect(await shelf[kind].look()).toMatchObject({ items: { length: 2 }, damaged: [{ id: lost }] });
    // It is the last one, behind which new ones go.
    await keep('d');
    expect(await shelf[kind].list()).toHaveLength(3);
    await shelf[kind].delete(lost);
    vi.restoreAllMocks();
    expect(await rowOf(database, store, lost)).toBeUndefined();
    expect(await shelf[kind].list()).toHaveLength(3);
  });
});

describe('a profile with a damaged row', () => {
  test.each(FORMS)('can be locked and entered, when it was %s', async (form) => {
    const { store, profile, shelf, keep } = await fill(form);
    await keep('a');
    await keep('b');
    makeUnreadable('texts', 'a');
    if (form === 'open') await store.profiles.lock(profile.id, PASSPHRASE);
    const { texts } = store.open(await store.profiles.enter(profile.id, PASSPHRASE));
    expect(await texts.look()).toMatchObject({ items: [{ id: 'b' }], damaged: [{ id: 'a' }] });
    if (form === 'open') await expect(shelf.texts.put({ id: 'c', name: '', text: '' })).rejects.toThrow();
  });

  test('keeps its passphrase until that row is deleted', async () => {
    const { store, profile, shelf, database, keep } = await fill('sealed');
    await keep('a');
    await keep('b');
    await damage(database, 'texts', 'a');
    const unlock = () => store.profiles.unlock(profile.id, PASSPHRASE);
    await expect(unlock()).rejects.toMatchObject({ reason: 'damaged' });
    expect((await store.open(await store.profiles.enter(profile.id, PASSPHRASE)).texts.list())[0].id).toBe(
      'b',
    );
    await shelf.texts.delete('a');
    expect(await store.open(await unlock()).texts.list()).toHaveLength(1);
  });
});

test('a damaged profile hides no other one, and stays until it is deleted', async () => {
  const { store, database } = await fill('open');
  const other = await store.profiles.create('Anu', 'sky');
  const { texts } = store.open({ profile: other.id });
  await texts.put({ id: 'a', name: 'a', text: 'hers' });
  await database.write(['profiles'], (transaction) =>
    transaction.objectStore('profiles').put({ id: other.id, colour: 'sky' } as never),
  );
  const { items, damaged } = await store.profiles.look();
  expect(items).toHaveLength(1);
  expect(damaged).toEqual([{ id: other.id }]);
  await store.profiles.change(items[0].id, { nickname: 'Meera' });
  expect(await texts.list()).toHaveLength(1);
  await store.profiles.delete(other.id);
  expect(await store.profiles.look()).toMatchObject({ items: [{ nickname: 'Meera' }], damaged: [] });
  expect(await texts.list()).toEqual([]);
});
