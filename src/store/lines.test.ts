import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Access } from './access';
import type { AdapterStore } from './adapters';
import { createDatabase, type Database } from './database';
import { openStore, type Store } from './index';
import { FACTS, freshName, normWeights, openFresh, RUN } from './store.fixtures';

let database: Database;
let store: Store;
let access: Access;
let adapters: AdapterStore;
beforeEach(async () => {
  const name = freshName();
  ({ store, access, adapters } = await openFresh(name));
  database = createDatabase(name);
});
afterEach(() => {
  store.close();
  database.close();
});

describe('rename', () => {
  test('changes the name and nothing else', async () => {
    const record = await adapters.save(FACTS, normWeights());
    await adapters.rename(record.id, 'എന്റെ ഡയറി');
    expect(await adapters.get(record.id)).toEqual({ ...record, name: 'എന്റെ ഡയറി' });
    expect(await adapters.weights(record.id)).toEqual(normWeights());
  });

  test('keeps a new name and what was found out at the same moment', async () => {
    const { id } = await adapters.save(FACTS, normWeights());
    const nextWord = { words: 100, base: 19, own: 27 };
    const attribution = { random: { value: 0.8 }, rest: { value: 1.1, low: 1.05, high: 1.15 }, trained: 1 };
    await Promise.all([
      adapters.explain(id, { nextWord }),
      adapters.rename(id, 'Anu'),
      adapters.explain(id, { attribution }),
    ]);
    expect(await adapters.get(id)).toMatchObject({ name: 'Anu', run: { attribution, nextWord } });
    await expect(adapters.explain('nobody', { attribution })).rejects.toMatchObject({ reason: 'missing' });
  });

  test('cannot rename what is not there', async () => {
    await expect(adapters.rename('nobody', 'x')).rejects.toMatchObject({ reason: 'missing' });
    expect(await adapters.list()).toEqual([]);
  });
});

describe('forget', () => {
  const memory = Int32Array.of(4, 5, 6, 7, 4, 5, 8);

  test.each(['open', 'sealed'])(
    'takes a passage out wherever it stands, in a profile that is %s',
    async (form) => {
      if (form === 'sealed') access = await store.profiles.lock(access.profile, 'eight letters');
      const mine = store.open(access).adapters;
      const one = await mine.save(FACTS, normWeights(1), memory);
      const two = await mine.save(FACTS, normWeights(2), memory);
      await Promise.all([mine.forget(one.id, [[4, 5]]), mine.forget(one.id, [[7]])]);
      await mine.forget(one.id, [[1]]);
      expect(await mine.model(one.id)).toEqual({ ...normWeights(1), memory: Int32Array.of(6, 0, 8) });
      const { forgottenTraces, ...record } = (await mine.get(one.id))!;
      expect(record).toEqual({ ...one, forgotten: 5 });
      expect(forgottenTraces).toHaveLength(2);
      expect(await mine.model(two.id)).toEqual({ ...normWeights(2), memory });
    },
  );

  test('nothing is left of a memory of which one token is left', async () => {
    const { id } = await adapters.save(FACTS, normWeights(), memory);
    await adapters.forget(id, [[5, 6, 7, 4, 5, 8]]);
    expect(await adapters.model(id)).toEqual(normWeights());
    const memories = database.read(['memories'], (transaction) =>
      transaction.objectStore('memories').count(),
    );
    expect(await memories).toBe(0);
    await expect(adapters.forget('nobody', [[4]])).rejects.toMatchObject({ reason: 'missing' });
  });

  test.each([[[]], [[[8]]]])(
    'what was forgotten does not count twice when the model is measured again, and %j goes meanwhile',
    async (meanwhile) => {
      const [fall, rise] = [{ value: 1.1 }, { value: 1 }];
      const less = { personal: 37, general: 25, uncertainty: { personal: fall, general: rise } };
      const cache = (tokens: number) => ({ tokens, alone: less, ownText: less });
      const facts = { ...FACTS, run: { ...RUN, cache: cache(memory.length) } };
      const { id } = await adapters.save(facts, normWeights(), memory);
      await adapters.forget(id, [[4, 5]]);
      const { forgottenTraces } = (await adapters.get(id))!;
      const measured = (await adapters.model(id)).memory!;
      await adapters.forget(id, meanwhile);
      const { personal, general, verdict } = RUN;
      const found = { personal, general, verdict, cache: cache(measured.length), nextWord: undefined };
      await adapters.explain(id, found);
      const { run, forgotten = 0, ...record } = (await adapters.get(id))!;
      expect(run!.cache!.tokens - forgotten).toBe((await adapters.model(id)).memory!.length);
      expect(record.forgottenTraces).toEqual(expect.arrayContaining(forgottenTraces!));
      await adapters.explain(id, { nextWord: { words: 100, base: 19, own: 27 } });
      expect(await adapters.get(id)).toMatchObject({ forgotten });
    },
  );

  test('two tabs that forget at the same time both forget', async () => {
    const { id } = await adapters.save(FACTS, normWeights(), memory);
    const other = openStore(database.name);
    await Promise.all([adapters.forget(id, [[6]]), other.open(access).adapters.forget(id, [[8]])]);
    expect((await adapters.model(id)).memory).toEqual(Int32Array.of(4, 5, 0, 7, 4, 5));
    expect(await adapters.get(id)).toMatchObject({ forgotten: 2 });
    other.close();
  });
});
