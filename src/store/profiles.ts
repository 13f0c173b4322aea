import { type Access, isSame, placeOf, ROW_STORES, type RowStore, rowsOf } from './access';
import type { ChangeChannel } from './change-channel';
import type { Database } from './database';
import { isDamage, StoreError } from './errors';
import { changeLock, createLock, isSealed, openLock, type Stored, seal, unseal } from './lock';
import { firstProfile } from './migrations';
import type { Profile, ProfileColour } from './schema';
import type { Listed } from './shelf';
import { isProfile } from './sound';

/** The people who share this browser. There is always one. Every method rejects with a `StoreError`. */
export class ProfileStore {
  readonly #database: Database;
  readonly #changes: ChangeChannel;

  constructor(database: Database, changes: ChangeChannel) {
    this.#database = database;
    this.#changes = changes;
  }

  /** All of them that can be opened, the oldest first, and what is damaged. */
  async look(): Promise<Listed<Profile>> {
    const profiles = await this.#database.read(['profiles'], (transaction) =>
      transaction.objectStore('profiles').getAll(),
    );
    const items = profiles.filter(isProfile);
    return {
      items: items.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
      damaged: profiles.filter((profile) => !isProfile(profile)).map(({ id }) => ({ id })),
    };
  }

  /** All of them that can be opened, in the same order. */
  async list(): Promise<Profile[]> {
    return (await this.look()).items;
  }

  /** `taken` if another profile has the nickname. */
  async create(nickname: string, colour: ProfileColour): Promise<Profile> {
    const profile: Profile = { ...firstProfile(), nickname, colour };
    await this.#database.write(['profiles'], async (transaction) => {
      const store = transaction.objectStore('profiles');
      if (isTaken(nickname, await store.getAll())) throw new StoreError('taken');
      await store.add(profile);
    });
    this.#changes.tell();
    return profile;
  }

  /**
   * `taken` if another profile has the nickname, `gone` if this one is not there. Of what it gives, only what is named
   * changes.
   */
  async change(
    id: string,
    changes: Partial<
      Pick<
        Profile,
        | 'nickname'
        | 'colour'
        | 'language'
        | 'lastAdapter'
        | 'exportedAt'
        | 'suggestions'
        | 'inClass'
        | 'projector'
        | 'gives'
      >
    >,
  ): Promise<void> {
    await this.#update(id, async (profile, others) => {
      if (changes.nickname !== undefined && isTaken(changes.nickname, others)) throw new StoreError('taken');
      const gives = changes.gives && { gives: { ...profile.gives, ...changes.gives } };
      return { ...profile, ...changes, ...gives };
    });
    this.#changes.tell();
  }

  /** The right to what the profile keeps. `passphrase` if it has another one, or one at all. */
  async enter(id: string, passphrase?: string): Promise<Access> {
    const { lock } = await this.#get(id);
    if (!lock) return { profile: id };
    if (passphrase === undefined) throw new StoreError('passphrase');
    const access: Access = { profile: id, lock: { id: lock.id, key: await openLock(lock, passphrase) } };
    // If the browser closed halfway, some rows are not sealed yet.
    await this.#reseal(id, access.lock!.key, access.lock!.key);
    return access;
  }

  /**
   * Seals everything the profile keeps under `passphrase`. It is locked from the first moment on, and resolves when
   * everything is sealed; what the browser's end leaves open is sealed when the profile is entered next.
   */
  async lock(id: string, passphrase: string): Promise<Access> {
    const { lock, key } = await createLock(passphrase);
    await this.#update(id, async (profile) => {
      if (profile.lock) throw new StoreError('locked');
      return { ...profile, lock };
    });
    await this.#reseal(id, undefined, key);
    this.#changes.tell();
    return { profile: id, lock: { id: lock.id, key } };
  }

  /** Gives it another passphrase: `passphrase` if `current` is not the one it has. */
  async changePassphrase(id: string, current: string, next: string): Promise<void> {
    const { lock } = await this.#get(id);
    if (!lock) throw new StoreError('locked');
    const changed = await changeLock(lock, current, next);
    await this.#update(id, async (profile) => {
      if (profile.lock?.id !== lock.id) throw new StoreError('locked');
      return { ...profile, lock: changed };
    });
    this.#changes.tell();
  }

  /** Opens everything for good. The lock goes last, so that an end in the middle leaves the profile locked. */
  async unlock(id: string, passphrase: string): Promise<Access> {
    const { lock } = await this.#get(id);
    if (!lock) return { profile: id };
    const key = await openLock(lock, passphrase);
    for (;;) {
      await this.#reseal(id, key, undefined);
      const done = await this.#database.write(['profiles', 'weights', ...ROW_STORES], async (transaction) => {
        // Another tab with the key has kept something meanwhile.
        for (const store of ROW_STORES)
          for (const row of await transaction.objectStore(store).index('profile').getAll(rowsOf(id)))
            if (isSealed(row.content)) return false;
        for (const adapter of await transaction
          .objectStore('adapters')
          .index('profile')
          .getAllKeys(rowsOf(id)))
          if (isSealed(await transaction.objectStore('weights').get(adapter))) return false;
        const profiles = transaction.objectStore('profiles');
        const profile = await profiles.get(id);
        if (!profile) throw new StoreError('gone');
        const { lock: removed, ...open } = profile;
        if (removed?.id !== lock.id) throw new StoreError('locked');
        await profiles.put(open);
        return true;
      });
      if (done) break;
    }
    this.#changes.tell();
    return { profile: id };
  }

  /** Deletes the profile and everything it keeps. After the last one there is a new, empty one. */
  async delete(id: string): Promise<void> {
    await this.#database.write(['profiles', 'weights', ...ROW_STORES], async (transaction) => {
      for (const name of ROW_STORES) {
        const store = transaction.objectStore(name);
        for (const row of await store.index('profile').getAllKeys(rowsOf(id))) {
          if (name === 'adapters') await transaction.objectStore('weights').delete(row);
          await store.delete(row);
        }
      }
      const profiles = transaction.objectStore('profiles');
      await profiles.delete(id);
      if ((await profiles.count()) === 0) await profiles.add(firstProfile());
    });
    this.#changes.tell();
  }

  /** Calls `onChange` after every change, in this tab or another; returns how to stop it. */
  subscribe(onChange: () => void): () => void {
    return this.#changes.subscribe(onChange);
  }

  async #get(id: string): Promise<Profile> {
    const profile = await this.#database.read(['profiles'], (transaction) =>
      transaction.objectStore('profiles').get(id),
    );
    if (!profile) throw new StoreError('gone');
    return profile;
  }

  async #update(
    id: string,
    change: (profile: Profile, others: Profile[]) => Promise<Profile>,
  ): Promise<void> {
    await this.#database.write(['profiles'], async (transaction) => {
      const store = transaction.objectStore('profiles');
      const all = await store.getAll();
      const profile = all.find((one) => one.id === id);
      if (!profile) throw new StoreError('gone');
      await store.put(
        await change(
          profile,
          all.filter((one) => one !== profile),
        ),
      );
    });
  }

  /**
   * Brings every row of a profile under the key `to`, one at a time, because together they may be larger than the
   * memory. An adapter's weights come before its record, so that the record shows how both lie. A row that cannot be
   * read stays as it is, and keeps nobody out; but a profile does not lose its lock while one is left.
   */
  async #reseal(id: string, from: CryptoKey | undefined, to: CryptoKey | undefined): Promise<void> {
    const wrong = (stored: Stored<unknown> | undefined) => stored !== undefined && isSealed(stored) !== !!to;
    const turn = async <Value>(place: string, stored: Stored<Value>) =>
      seal(to, place, await unseal(from, place, stored));
    const idsOf = (store: RowStore) =>
      this.#database.read([store], (transaction) =>
        transaction.objectStore(store).index('profile').getAllKeys(rowsOf(id)),
      );
    // Another tab may change something between reading and writing: then it is read again.
    const turnWeights = async (adapter: string) => {
      for (let done = false; !done; ) {
        const weights = await this.#database.read(['weights'], (transaction) =>
          transaction.objectStore('weights').get(adapter),
        );
        if (!wrong(weights)) return;
        const turned = await turn(placeOf('weights', adapter), weights!);
        done = await this.#database.write(['weights'], async (transaction) => {
          const store = transaction.objectStore('weights');
          if (!isSame(await store.get(adapter), weights)) return false;
          await store.put(turned, adapter);
          return true;
        });
      }
    };
    const turnRow = async (store: RowStore, rowId: string) => {
      for (let done = false; !done; ) {
        const row = await this.#row(store, rowId);
        if (!wrong(row?.content)) return;
        const content = await turn(placeOf(store, rowId), row!.content as Stored<unknown>);
        done = await this.#database.write([store], async (transaction) => {
          const current = await transaction.objectStore(store).get(rowId);
          if (!isSame(current, row)) return false;
          // The row came from this very store, which its type has forgotten.
          await transaction.objectStore(store).put({ ...row!, content } as never);
          return true;
        });
      }
    };
    const spare = (error: unknown) => {
      if (!to || !isDamage(error)) throw error;
    };
    for (const adapter of await idsOf('adapters')) await turnWeights(adapter).catch(spare);
    for (const store of ROW_STORES)
      for (const rowId of await idsOf(store)) await turnRow(store, rowId).catch(spare);
  }

  #row(store: RowStore, id: string) {
    return this.#database.read([store], (transaction) => transaction.objectStore(store).get(id));
  }
}

/** Nicknames are told apart as people do: by letters, not by case or by how they are encoded. */
function isTaken(nickname: string, others: Profile[]): boolean {
  const folded = (name: string) => name.normalize('NFKC').toLowerCase();
  return others.some((other) => isProfile(other) && folded(other.nickname) === folded(nickname));
}
