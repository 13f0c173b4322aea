import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Listed, openStore, type Shelf, type Store, StoreError, type Text } from '../../store';
import { Documents } from './documents';

const own = { id: 'own', name: 'My text', text: '' };
const stores: Store[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const store of stores.splice(0)) store.close();
});

let kept: Shelf['texts'];
beforeEach(async () => {
  const store = openStore(`test-${crypto.randomUUID()}`);
  stores.push(store);
  const [profile] = await store.profiles.list();
  kept = store.open({ profile: profile.id }).texts;
});

const open = async () => {
  const documents = new Documents(own);
  const close = documents.keepIn(kept);
  await vi.waitUntil(() => documents.shown.isRead);
  return { documents, close, textOf: (id: string) => documents.shown.texts.find((t) => t.id === id)?.text };
};

/** Makes the next call of a method find or do what it does, and answer only when it is let go. */
function holdBack<Name extends 'look' | 'autosave'>(name: Name, when: 'before' | 'after' = 'after') {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let isDone = false;
  const real = kept[name].bind(kept) as (text?: Text) => Promise<Listed<Text> | undefined>;
  const spy = vi.spyOn(kept, name as 'look').mockImplementationOnce((async (text?: Text) => {
    if (when === 'before') await gate;
    const answer = await real(text);
    isDone = true;
    if (when === 'after') await gate;
    return answer;
  }) as () => Promise<Listed<Text>>);
  return { letGo, spy, done: () => vi.waitUntil(() => isDone) };
}

describe('texts that are typed', () => {
  test('are kept after a pause, and shown again', async () => {
    const { documents, close } = await open();
    documents.edit('own', { text: 'മഴ' });
    documents.put({ id: 'a', name: 'a.txt', text: 'first' });
    await vi.waitUntil(async () => (await kept.list()).length === 2);
    close();
    const again = await open();
    expect(again.documents.shown.texts).toEqual([
      { ...own, text: 'മഴ' },
      { id: 'a', name: 'a.txt', text: 'first' },
    ]);
  });

  test('do not go back to what a read found that began before they were saved', async () => {
    await kept.put({ ...own, text: 'old' });
    const { documents, textOf } = await open();
    const list = holdBack('look');
    // Another tab has changed another text.
    await kept.put({ id: 'other', name: 'other', text: 'news' });
    await list.done();
    documents.edit('own', { text: 'old and new' });
    await documents.save();
    const shown = documents.shown.texts;
    list.letGo();
    await vi.waitUntil(() => documents.shown.texts !== shown);
    expect(textOf('own')).toBe('old and new');
    expect(textOf('other')).toBe('news');
    expect(await kept.list()).toContainEqual({ ...own, text: 'old and new' });
  });

  test('follow another tab once they are saved', async () => {
    const { documents, textOf } = await open();
    documents.edit('own', { text: 'from here' });
    await documents.save();
    await kept.put({ ...own, text: 'from there' });
    await vi.waitUntil(() => textOf('own') === 'from there');
    for (const change of [{ isUnused: true }, { page: 'apart' as const }]) {
      await kept.put({ ...own, text: 'from there', ...change });
      await vi.waitFor(() => expect(documents.shown.texts[0]).toMatchObject(change));
    }
  });

  test('follow another tab that changes only what becomes of a page, or whether a text is used', async () => {
    const page = { id: 'page', name: 'My page', text: 'Rain.', page: 'apart' as const };
    await kept.put(page);
    const { documents } = await open();
    await kept.put({ ...page, page: 'learned' });
    await vi.waitUntil(() => documents.shown.texts.some((text) => text.page === 'learned'));
    await kept.put({ ...own, isUnused: true });
    await vi.waitUntil(() => documents.shown.texts.some((text) => text.isUnused));
  });

  test('are kept as they are now, when an earlier save takes longer', async () => {
    const { documents } = await open();
    const save = holdBack('autosave', 'before');
    documents.edit('own', { text: 'one' });
    const first = documents.save();
    documents.edit('own', { text: 'one two' });
    const second = documents.save();
    save.letGo();
    await Promise.all([first, second]);
    expect(await kept.list()).toEqual([{ ...own, text: 'one two' }]);
  });

  test('stay closed when a read began before they were', async () => {
    const { documents, textOf } = await open();
    documents.put({ id: 'a', name: 'a.txt', text: 'first' });
    await documents.save();
    const list = holdBack('look');
    await kept.put({ id: 'other', name: 'other', text: 'news' });
    await list.done();
    documents.close('a');
    await documents.save();
    const seen = new Set<string | undefined>();
    documents.subscribe(() => seen.add(textOf('a')));
    list.letGo();
    await vi.waitUntil(() => textOf('other') === 'news');
    expect([...seen]).toEqual([undefined]);
  });

  test('say why they cannot be kept, and are kept later', async () => {
    const { documents } = await open();
    vi.spyOn(kept, 'autosave').mockRejectedValueOnce(new DOMException('', 'QuotaExceededError'));
    documents.edit('own', { text: 'one' });
    documents.put({ id: 'a', name: 'a.txt', text: 'first' });
    await documents.save();
    expect(documents.shown.failure).toBeDefined();
    await documents.save();
    expect(documents.shown.failure).toBeUndefined();
    expect((await kept.list()).map(({ id }) => id)).toEqual(['a', 'own']);
  });
});

test('nothing counts as read before it was', async () => {
  await kept.put({ ...own, text: 'what was here' });
  const list = holdBack('look');
  const documents = new Documents(own);
  documents.keepIn(kept);
  await list.done();
  expect(documents.shown.isRead).toBe(false);
  list.letGo();
  await vi.waitUntil(() => documents.shown.isRead);
  expect(documents.shown.texts).toEqual([{ ...own, text: 'what was here' }]);
});

test('what could not be read is not shown as empty, to be written over', async () => {
  await kept.put({ ...own, text: 'what was here' });
  const look = vi.spyOn(kept, 'look').mockRejectedValueOnce(new StoreError('failed'));
  const documents = new Documents(own);
  documents.keepIn(kept);
  await vi.waitUntil(() => documents.shown.unreadable !== undefined);
  expect(documents.shown.isRead).toBe(false);
  await kept.put({ id: 'other', name: 'other', text: 'news' });
  await vi.waitUntil(() => documents.shown.isRead);
  expect(documents.shown.unreadable).toBeUndefined();
  expect(documents.shown.texts[0].text).toBe('what was here');

  look.mockRejectedValueOnce(new StoreError('unavailable'));
  const nowhere = new Documents(own);
  nowhere.keepIn(kept);
  await vi.waitUntil(() => nowhere.shown.isRead);
  expect(nowhere.shown.unreadable).toBeUndefined();
});
