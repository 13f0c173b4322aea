import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test, vi } from 'vitest';
import { openStore } from './index';
import { freshName } from './store.fixtures';

const CHOICES = { learns: 'follows', understands: 'yes' };

describe('answers', () => {
  test('stay from one visit to the next, belong to no profile, and say only what was chosen', async () => {
    const name = freshName();
    const first = openStore(name);
    await first.answers.add('before', CHOICES);
    await first.answers.add('after', { learns: 'truth' });
    first.close();
    const second = openStore(name);
    await second.profiles.create('Anu', 'rose');
    const { items } = await second.answers.look();
    expect(items).toHaveLength(2);
    expect(items).toContainEqual({
      id: expect.any(String),
      when: 'before',
      kind: 'sheet',
      choices: CHOICES,
    });
    second.close();
  });

  test('of a show of hands take the place of those before', async () => {
    const { answers, close } = openStore(freshName());
    const changed = vi.fn();
    answers.subscribe(changed);
    await answers.setHands('before', { learns: { follows: 3 } });
    await answers.setHands('before', { learns: { follows: 12, truth: 20 } });
    await answers.setHands('after', { learns: { follows: 30 } });
    const { items } = await answers.look();
    expect(items.map((one) => one.kind === 'hands' && [one.when, one.counts])).toEqual(
      expect.arrayContaining([
        ['before', { learns: { follows: 12, truth: 20 } }],
        ['after', { learns: { follows: 30 } }],
      ]),
    );
    expect(items).toHaveLength(2);
    expect(changed).toHaveBeenCalledTimes(3);
    close();
  });

  test('are deleted all at once, those that cannot be read too', async () => {
    const name = freshName();
    const { answers, close } = openStore(name);
    await answers.add('before', CHOICES);
    const raw = await openDB(name);
    await raw.put('answers', { id: 'broken', when: 'never' });
    raw.close();
    expect(await answers.look()).toMatchObject({ items: [{}], damaged: [{ id: 'broken' }] });
    await answers.clear();
    expect(await answers.look()).toEqual({ items: [], damaged: [] });
    close();
  });
});
