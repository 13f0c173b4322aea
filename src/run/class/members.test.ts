import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import { BASE_SHA256 } from '../../model/config';
import type { CollectedMember, Gives, Profile, Store } from '../../store';
import { FACTS, normWeights, openFresh } from '../../store/store.fixtures';
import { hashedSentences, hashesOf } from '../../text/sentences';
import { textClient, writing } from './class.fixtures';
import { gatherGiven, placed, splitText, withdrawnOf } from './members';

const facts = { ...FACTS, baseHash: BASE_SHA256 };
const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

async function laptop() {
  const { store, profile: me } = await openFresh();
  stores.push(store);
  const shelfOf = ({ id }: Pick<Profile, 'id'>) => store.open({ profile: id });
  const look = async () => gatherGiven(await store.profiles.list(), me.id, shelfOf, textClient);
  const give = (gives: Gives, { id }: Profile = me) => store.profiles.change(id, { gives });
  return { store, me, shelfOf, look, give };
}

describe('what profiles give', () => {
  test('is nothing, unless their owners have said so, part by part', async () => {
    const { me, shelfOf, look, give } = await laptop();
    const { adapters, texts } = shelfOf(me);
    await adapters.save(facts, normWeights());
    await texts.put({ id: 't', name: 'secret title.txt', text: writing('the bus') });
    expect((await look()).members).toEqual([]);
    await give({ model: true });
    expect((await look()).members).toMatchObject([{ name: me.nickname, profile: me.id }]);
    expect((await look()).members[0].text).toBeUndefined();
    await give({ model: false, texts: true, name: ' Anu K ' });
    const [{ name, model, text }] = (await look()).members;
    expect([name, model]).toEqual(['Anu K', undefined]);
    expect(text!.learn).toContain('the bus number 0 ');
    expect(text!.held).toContain('the bus number 199 ');
  });

  test('has no name of a text or a model, no secret, and no page that is kept apart', async () => {
    const { me, shelfOf, look, give } = await laptop();
    const { adapters, texts } = shelfOf(me);
    await adapters.save({ ...facts, name: 'My secret diary' }, normWeights());
    await texts.put({ id: 'a', name: 'diary.txt', text: `Call 98470 12345. ${writing('rain')}` });
    await texts.put({ id: 'b', name: 'page', text: 'Nobody may read this.', page: 'apart' });
    await texts.put({ id: 'c', name: 'off', text: 'Nobody may read that.', isUnused: true });
    await give({ model: true, texts: true });
    const told = JSON.stringify((await look()).members);
    expect(told).toContain('rain number 0');
    for (const secret of ['secret diary', 'diary.txt', '98470', 'Nobody may'])
      expect(told).not.toContain(secret);
  });

  test('is told where it cannot be had: behind a passphrase, nothing there, too large', async () => {
    const { store, me, shelfOf, look, give } = await laptop();
    const [anu, babu] = [
      await store.profiles.create('Anu', 'rose'),
      await store.profiles.create('Babu', 'sky'),
    ];
    for (const profile of [me, anu, babu]) await give({ model: true, texts: true }, profile);
    await store.profiles.lock(anu.id, 'three green mangoes');
    await shelfOf(babu).adapters.save(facts, { method: 'full', bytes: new Uint8Array(9) });
    const { members, locked, empty, tooLarge } = await look();
    const names = (profiles: Profile[]) => profiles.map(({ nickname }) => nickname);
    expect([members, names(locked), names(empty), names(tooLarge)]).toEqual([
      ...[[], ['Anu'], [me.nickname], ['Babu']],
    ]);
  });
});

describe('a text that is given', () => {
  test('holds nothing out that its owner’s model has learned', async () => {
    const text = writing('the bus');
    const whole = await splitText(textClient, [{ name: '', text }]);
    expect(whole!.held.length).toBeGreaterThan(1000);
    const learned = hashesOf(hashedSentences(text.slice(0, text.indexOf('number 180'))));
    const fair = await splitText(textClient, [{ name: '', text }], learned);
    expect(fair!.learn).toBe(whole!.learn);
    expect(fair!.held).not.toContain('number 175 ');
    expect(fair!.held).toContain('number 190 ');
  });

  test('is to be learned from as a whole where it is short, and is nothing where it is empty', async () => {
    const short = { name: '', text: 'Amma made puttu. My number is 98470 12345.' };
    expect(await splitText(textClient, [short])).toEqual({
      learn: 'Amma made puttu. My number is ….',
      held: '',
    });
    expect(await splitText(textClient, [{ name: '', text: ' \n' }])).toBeUndefined();
  });
});

describe('members that come in', () => {
  const TEXT = { learn: 'a', held: 'b' };
  const MODEL = { name: 'm', createdAt: 1, weights: normWeights() };
  const member = (id: string, name: string, parts: Partial<CollectedMember> = {}): CollectedMember => ({
    ...{ kind: 'member', id, name },
    ...parts,
  });

  test('join the part that they lack, by the name', () => {
    const anu = member('1', 'Anu', { text: TEXT });
    expect(placed([anu], [member('2', ' anu ', { model: MODEL })])).toEqual([{ ...anu, model: MODEL }]);
  });

  test('get a number where somebody has their name', () => {
    const [anu, other] = [member('1', 'Anu', { text: TEXT }), member('2', 'Anu', { text: TEXT })];
    expect(placed([anu], [other, { ...other, id: '3' }]).map(({ name }) => name)).toEqual([
      'Anu (2)',
      'Anu (3)',
    ]);
    // Two people of this laptop are two, whatever they give.
    const model = member('4', 'Anu', { model: MODEL, profile: 'b' });
    expect(placed([{ ...anu, profile: 'a' }], [model])).toEqual([{ ...model, name: 'Anu (2)' }]);
  });

  test('take the place of what their profile gave before', () => {
    const before = member('1', 'Anu', { profile: 'a', text: TEXT, model: MODEL });
    const now = member('2', 'Anu K', { profile: 'a', model: MODEL });
    expect(placed([before], [now])).toEqual([{ ...now, id: '1' }]);
  });

  test('are told apart from those who have withdrawn, and what is left of these', () => {
    const anu = member('1', 'Anu', { profile: 'a', text: TEXT, model: MODEL });
    const file = member('2', 'File', { text: TEXT });
    const profile = (gives?: Gives) =>
      ({ id: 'a', nickname: 'A', colour: 'leaf', createdAt: 1, gives }) as Profile;
    expect(withdrawnOf([anu, file], [profile({ texts: true, model: true })])).toEqual([]);
    const { text: _, ...left } = anu;
    expect(withdrawnOf([anu, file], [profile({ model: true })])).toEqual([{ member: anu, left }]);
    expect(withdrawnOf([anu, file], [profile()])).toEqual([{ member: anu }]);
    expect(withdrawnOf([anu, file], [])).toEqual([{ member: anu }]);
  });
});
