import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { holdsWork } from './holds-work';
import { FACTS, freshName, normWeights, openFresh } from './store.fixtures';

const open = async () => {
  const name = freshName();
  return { name, ...(await openFresh(name)) };
};

test('a database that is not there is not made by looking', async () => {
  const name = freshName();
  expect(await holdsWork(name)).toBe(false);
  expect((await indexedDB.databases()).map((database) => database.name)).not.toContain(name);
});

test('a visit without a word typed is no work; a text is, until it is emptied', async () => {
  const { name, store, texts, profile } = await open();
  await store.settings.write('engines', {} as never);
  expect(await holdsWork(name)).toBe(false);
  await texts.autosave({ id: profile.id, name: 'My text', text: 'The rain' });
  expect(await holdsWork(name)).toBe(true);
  await texts.autosave({ id: profile.id, name: 'My text', text: '' });
  expect(await holdsWork(name)).toBe(false);
  // It may still be opened, and upgraded, by others.
  expect(await texts.list()).toHaveLength(1);
});

test('a model is work, and so is a profile behind a passphrase', async () => {
  const trained = await open();
  await trained.adapters.save(FACTS, normWeights());
  expect(await holdsWork(trained.name)).toBe(true);
  const locked = await open();
  await locked.store.profiles.lock(locked.profile.id, 'three green mangoes');
  expect(await holdsWork(locked.name)).toBe(true);
});
