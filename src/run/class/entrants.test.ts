import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import { BASE_SHA256 } from '../../model/config';
import type { Profile, Store } from '../../store';
import { FACTS, normWeights, openFresh } from '../../store/store.fixtures';
import { hashedSentences, hashesOf } from '../../text/sentences';
import { entrant, textClient as text, writing } from './class.fixtures';
import { gather, withOwnNames } from './entrants';

const facts = { ...FACTS, baseHash: BASE_SHA256 };

const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

async function laptop() {
  const { store, profile: me } = await openFresh();
  stores.push(store);
  const shelfOf = ({ id }: Pick<Profile, 'id'>) => store.open({ profile: id });
  const look = async (open = me.id) => gather(await store.profiles.list(), open, shelfOf, text);
  const consent = (id: string) => store.profiles.change(id, { inClass: true });
  return { store, me, shelfOf, look, consent };
}

describe('who takes part', () => {
  test('nobody who has not said so', async () => {
    const { me, shelfOf, look, consent } = await laptop();
    await shelfOf(me).adapters.save(facts, normWeights());
    expect((await look()).entrants).toEqual([]);
    await consent(me.id);
    expect((await look()).entrants.map(({ name }) => name)).toEqual([me.nickname]);
  });

  test('with the newest model in use, that fits the base', async () => {
    const { me, shelfOf, look, consent } = await laptop();
    await consent(me.id);
    expect((await look()).empty.map(({ id }) => id)).toEqual([me.id]);
    const { adapters } = shelfOf(me);
    await adapters.save(facts, normWeights(1));
    const used = await adapters.save(facts, normWeights(2));
    await adapters.save({ ...facts, version: { ...used.version, number: 2, chosen: 0 } }, normWeights(3));
    await adapters.save({ ...facts, baseHash: 'another' }, normWeights(4));
    const [found] = (await look()).entrants;
    expect((await found.weights()).bytes).toEqual(normWeights(2).bytes);
  });

  test('a profile with a passphrase only while it is open', async () => {
    const { store, me, shelfOf, look, consent } = await laptop();
    const anu = await store.profiles.create('Anu', 'rose');
    await shelfOf(anu).adapters.save(facts, normWeights());
    await consent(anu.id);
    const access = await store.profiles.lock(anu.id, 'three green mangoes');
    const found = await look(me.id);
    expect([found.entrants, found.locked.map(({ nickname }) => nickname)]).toEqual([[], ['Anu']]);
    const own = await gather(await store.profiles.list(), anu.id, () => store.open(access), text);
    expect(own.entrants.map(({ name }) => name)).toEqual(['Anu']);
  });
});

describe('the text that is shown', () => {
  test('is held out, short, and without secrets', async () => {
    const { me, shelfOf, look, consent } = await laptop();
    await consent(me.id);
    await shelfOf(me).adapters.save(facts, normWeights());
    const secret = 'My number is 98470 12345. ';
    await shelfOf(me).texts.put({ id: 't', name: 'diary', text: writing('a mango') + secret.repeat(3) });
    const held = (await look()).entrants[0].text!;
    expect(held.ids.length).toBeGreaterThan(250);
    expect(held.ids.length).toBeLessThanOrEqual(300);
    expect(held.passages.length).toBeGreaterThan(2);
    const shown = held.passages.map((passage) => passage.text).join(' ');
    expect(shown).toContain('Then a mango number 1');
    expect(shown).not.toContain('98470');
    expect(shown).not.toContain('number 20 ');
  });

  test('is nothing that a model here has learned, and no text that is not used', async () => {
    const { store, me, shelfOf, look, consent } = await laptop();
    const anu = await store.profiles.create('Anu', 'rose');
    for (const { id } of [me, anu]) await consent(id);
    const mine = writing('a mango');
    await shelfOf(me).texts.put({ id: 't', name: 'diary', text: mine });
    await shelfOf(me).texts.put({ id: 'u', name: 'other', text: writing('a cow'), isUnused: true });
    await shelfOf(me).adapters.save(facts, normWeights(1));
    const textOf = async () => (await look()).entrants.find(({ profile }) => profile === me.id)?.text;
    expect((await textOf())?.passages.map((passage) => passage.text).join()).not.toContain('cow');
    // Anu's model has learned the same text.
    const learned = { train: hashesOf(hashedSentences(mine)), held: new Int32Array(0), words: 1 };
    await shelfOf(anu).adapters.save({ ...facts, learned }, normWeights(2));
    expect(await textOf()).toBeUndefined();
  });
});

test('names that are the same get numbers', () => {
  const named = ['Anu', 'Babu', 'Anu', 'Anu (2)'].map((name, i) => entrant(`${i}`, undefined, { name }));
  expect(withOwnNames(named).map(({ name }) => name)).toEqual(['Anu', 'Babu', 'Anu (2)', 'Anu (2) (2)']);
});
