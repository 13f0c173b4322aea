import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from './index';
import { freshName, openFresh, until } from './store.fixtures';

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
const text = (id: string, words: string) => ({ id, name: `${id}.txt`, text: words });

describe('texts', () => {
  test('stay in the order in which they came, however often they are changed', async () => {
    const { texts } = await fresh();
    for (const id of ['b', 'a', 'c']) await texts.put(text(id, 'first'));
    await texts.put(text('b', 'second'));
    await texts.delete('a');
    await texts.delete('a');
    const page = { ...text('d', 'മഴ'), page: 'apart' as const };
    await texts.put(page);
    expect(await texts.list()).toEqual([text('b', 'second'), text('c', 'first'), page]);
  });

  test('are as they were when one cannot be kept', async () => {
    const { texts } = await fresh();
    await texts.put(text('a', 'first'));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await expect(texts.put(text('a', 'second'))).rejects.toMatchObject({ reason: 'full' });
    put.mockRestore();
    expect(await texts.list()).toEqual([text('a', 'first')]);
  });

  test('are those of their profile only', async () => {
    const { store, texts } = await fresh();
    await texts.put(text('a', 'mine'));
    const other = await store.profiles.create('Anu', 'sky');
    const others = store.open({ profile: other.id }).texts;
    expect(await others.list()).toEqual([]);
    await others.put(text('b', 'hers'));
    expect(await texts.list()).toEqual([text('a', 'mine')]);
  });

  test('that are saved while they are typed are read again in other tabs alone', async () => {
    const { name, texts, access } = await fresh();
    const tab = openStore(name);
    stores.push(tab);
    const others = tab.open(access).texts;
    const [listHere, listThere] = [vi.spyOn(texts, 'list'), vi.spyOn(others, 'list')];
    // As the screen does it.
    const stopHere = texts.subscribe(() => texts.list());
    const stopThere = others.subscribe(() => others.list());
    await texts.autosave(text('a', 'typed'));
    await texts.autosave(text('a', 'typed on'));
    await until(() => listThere.mock.calls.length === 2);
    expect(listHere).not.toHaveBeenCalled();
    expect(await listThere.mock.results[1].value).toEqual([text('a', 'typed on')]);

    await others.put(text('a', 'from there'));
    await until(() => listHere.mock.calls.length === 1);
    expect(await listHere.mock.results[0].value).toEqual([text('a', 'from there')]);
    stopHere();
    stopThere();
  });

  test('that come in from a file are news in this tab too', async () => {
    const { texts } = await fresh();
    let heard = 0;
    const stop = texts.subscribe(() => heard++);
    await texts.put(text('a', 'x'));
    expect(heard).toBe(1);
    await texts.delete('a');
    expect(heard).toBe(2);
    stop();
    await texts.put(text('b', 'y'));
    expect(heard).toBe(2);
  });

  test('tell another tab of every change', async () => {
    const { name, texts, access } = await fresh();
    const tab = openStore(name);
    stores.push(tab);
    let heard = 0;
    const stop = tab.open(access).texts.subscribe(() => heard++);
    await texts.put(text('a', 'x'));
    await until(() => heard === 1);
    await texts.delete('a');
    await until(() => heard === 2);
    stop();
  });
});
