import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NOTHING_KNOWN } from '../train/choice';
import { askToKeep } from './index';
import { FACTS, freshName, normWeights, openFresh } from './store.fixtures';

afterEach(() => void vi.unstubAllGlobals());

describe('the store', () => {
  test('keeps profiles, adapters, texts and settings from one visit to the next', async () => {
    const name = freshName();
    const first = await openFresh(name);
    const { id } = await first.adapters.save(FACTS, normWeights());
    await first.texts.put({ id: 't', name: 'story.md', text: 'ഒരിക്കൽ' });
    await first.store.profiles.change(first.profile.id, { lastAdapter: id });
    await first.store.settings.write('engines', NOTHING_KNOWN);
    first.store.close();

    const second = await openFresh(name);
    expect(second.profile).toEqual({ ...first.profile, lastAdapter: id });
    expect(await second.adapters.list()).toHaveLength(1);
    expect(await second.texts.list()).toEqual([{ id: 't', name: 'story.md', text: 'ഒരിക്കൽ' }]);
    expect(await second.store.settings.read('engines')).toEqual(NOTHING_KNOWN);
    second.store.close();
  });

  test('tests itself and leaves nothing behind', async () => {
    const { store } = await openFresh(freshName());
    await store.selfTest();
    expect(await store.settings.read('selfTest')).toBeUndefined();
    store.close();
  });

  test('says that it does not get back what it wrote', async () => {
    const { store } = await openFresh(freshName());
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      return put.call(this, key === 'selfTest' ? Uint8Array.from(value).fill(0, 0, 8) : value, key);
    });
    await expect(store.selfTest()).rejects.toMatchObject({ name: 'StoreError', reason: 'damaged' });
    vi.restoreAllMocks();
    expect(await store.settings.read('selfTest')).toBeUndefined();
    store.close();
  });
});

describe('askToKeep', () => {
  test.each([
    ['kept already', { persisted: async () => true, persist: async () => false }, true],
    ['granted', { persisted: async () => false, persist: async () => true }, true],
    ['refused', { persisted: async () => false, persist: async () => false }, false],
    ['no such thing', undefined, false],
  ])('gives the true answer when it is %s', async (_, storage, kept) => {
    vi.stubGlobal('navigator', { storage });
    expect(await askToKeep()).toBe(kept);
  });
});
