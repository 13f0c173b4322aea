import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askToKeep, openStore } from './index';
import { FACTS, normWeights } from './testing';

afterEach(() => void vi.unstubAllGlobals());

describe('the store', () => {
  it('keeps adapters and settings from one visit to the next', async () => {
    const first = openStore();
    const { id } = await first.adapters.save(FACTS, normWeights());
    await first.settings.write('last-adapter', id);
    first.close();

    const second = openStore();
    expect(await second.settings.read('last-adapter')).toBe(id);
    expect(await second.adapters.list()).toHaveLength(1);
    await second.settings.write('last-adapter', 'another');
    expect(await second.settings.read('last-adapter')).toBe('another');
    second.close();
  });
});

describe('askToKeep', () => {
  it.each([
    ['kept already', { persisted: async () => true, persist: async () => false }, true],
    ['granted', { persisted: async () => false, persist: async () => true }, true],
    ['refused', { persisted: async () => false, persist: async () => false }, false],
    ['no such thing', undefined, false],
  ])('tells the truth when it is %s', async (_, storage, kept) => {
    vi.stubGlobal('navigator', { storage });
    expect(await askToKeep()).toBe(kept);
  });
});
