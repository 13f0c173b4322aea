import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeLock, createLock, isSealed, type Lock, openLock, type Sealed, seal, unseal } from './lock';

const PASSPHRASE = 'മാമ്പഴം rain bus';

/** A lock as it was made when the code points of a passphrase were taken as they are. */
async function closedAsTyped(passphrase: string): Promise<Lock> {
  const { lock } = await createLock('x');
  const bytes = new TextEncoder().encode(passphrase);
  const material = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: lock.salt, iterations: lock.iterations };
  const cipher = { name: 'AES-GCM', length: 256 };
  const wrapping = await crypto.subtle.deriveKey(derivation, material, cipher, false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const place = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(lock.id) };
  const key = crypto.getRandomValues(new Uint8Array(32));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(place, wrapping, key));
  return { ...lock, wrapped: Uint8Array.from([...iv, ...sealed]) };
}

describe('a lock', () => {
  test('opens with its passphrase, however it is encoded, and with no other', async () => {
    const { lock, key } = await createLock('Ångström മഴ');
    const sealed = await seal(key, 'here', 'a word');
    const same = await openLock(lock, 'Ångström മഴ'.normalize('NFD'));
    expect(await unseal(same, 'here', sealed)).toBe('a word');
    for (const wrong of ['', 'Ångström', 'ångström മഴ', 'Ångström മഴ '])
      await expect(openLock(lock, wrong)).rejects.toMatchObject({ reason: 'passphrase' });
  });

  test('opens with either way of typing a chillu', async () => {
    const [chillus, joined] = ['അവൻ വന്നാൽ', 'അവന്\u200d വന്നാല്\u200d'];
    for (const set of [chillus, joined]) {
      const { lock } = await createLock(set);
      for (const typed of [chillus, joined]) await openLock(lock, typed);
      await expect(openLock(lock, 'അവന് വന്നാല്')).rejects.toMatchObject({ reason: 'passphrase' });
    }
    // One that was closed with the code points as they were typed, before the two counted as one.
    const lock = await closedAsTyped(joined);
    for (const typed of [chillus, joined]) expect(await openLock(lock, typed)).toBeDefined();
  });

  test('costs a guesser 600,000 rounds, and is salted', async () => {
    const [{ lock: one }, { lock: two }] = [await createLock(PASSPHRASE), await createLock(PASSPHRASE)];
    expect(one.iterations).toBe(600_000);
    expect(one.salt).toHaveLength(16);
    expect(one.salt).not.toEqual(two.salt);
    expect(one.wrapped).not.toEqual(two.wrapped);
  });

  test('gives a key that scripts cannot read out', async () => {
    const { key } = await createLock(PASSPHRASE);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  test('keeps its key under another passphrase, and forgets the old one', async () => {
    const { lock, key } = await createLock(PASSPHRASE);
    const sealed = await seal(key, 'here', [1, 2]);
    const changed = await changeLock(lock, PASSPHRASE, 'another one');
    expect(changed.id).toBe(lock.id);
    expect(await unseal(await openLock(changed, 'another one'), 'here', sealed)).toEqual([1, 2]);
    await expect(openLock(changed, PASSPHRASE)).rejects.toMatchObject({ reason: 'passphrase' });
    await expect(changeLock(lock, 'wrong', 'x')).rejects.toMatchObject({ reason: 'passphrase' });
  });

  test('that was changed on the disk opens no more', async () => {
    const { lock } = await createLock(PASSPHRASE);
    const bent = { ...lock, wrapped: lock.wrapped.with(20, lock.wrapped[20] ^ 1) };
    await expect(openLock(bent, PASSPHRASE)).rejects.toMatchObject({ reason: 'passphrase' });
    await expect(openLock({ ...lock, id: 'other' }, PASSPHRASE)).rejects.toMatchObject({
      reason: 'passphrase',
    });
  });
});

describe('what is sealed', () => {
  const opened = createLock(PASSPHRASE);

  test('comes back as it was: any JSON, any bytes, numbers that are not finite, what is absent, arrays of numbers', async () => {
    const { key } = await opened;
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value))),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom({ after: Number.POSITIVE_INFINITY }, [Number.NaN, [Number.NEGATIVE_INFINITY]]),
      fc.constantFrom([[1, undefined, 3]], { name: 'x', low: undefined }),
      fc.uint8Array({ maxLength: 20_000 }).map((bytes) => ({ adapter: { method: 'norm', bytes } })),
      fc.float32Array().map((nll) => [nll, Int32Array.of(-1, nll.length)]),
    );
    await fc.assert(
      fc.asyncProperty(anything, fc.string(), async (value, place) => {
        const sealed = await seal(key, place, value);
        expect(isSealed(sealed)).toBe(true);
        expect(await unseal(key, place, sealed)).toEqual(value);
      }),
      { numRuns: 100 },
    );
  });

  test('shows nothing of itself', async () => {
    const { key } = await opened;
    const { sealed } = (await seal(key, 'here', { name: 'MY DIARY' })) as Sealed;
    expect(new TextDecoder().decode(sealed)).not.toContain('DIARY');
    expect(((await seal(key, 'here', { name: 'MY DIARY' })) as Sealed).sealed).not.toEqual(sealed);
  });

  test('opens in its own place only, unchanged only, with its own key only', async () => {
    const { key } = await opened;
    const stored = (await seal(key, 'texts/1', 'word')) as Sealed;
    const damaged = { reason: 'damaged' };
    await expect(unseal(key, 'texts/2', stored)).rejects.toMatchObject(damaged);
    for (const at of [0, 12, stored.sealed.length - 1]) {
      const sealed = stored.sealed.with(at, stored.sealed[at] ^ 1);
      await expect(unseal(key, 'texts/1', { ...stored, sealed })).rejects.toMatchObject(damaged);
    }
    const cut = { ...stored, sealed: stored.sealed.slice(0, 5) };
    await expect(unseal(key, 'texts/1', cut)).rejects.toMatchObject(damaged);
    const { key: other } = await createLock(PASSPHRASE);
    await expect(unseal(other, 'texts/1', stored)).rejects.toMatchObject(damaged);
    await expect(unseal(undefined, 'texts/1', stored)).rejects.toMatchObject({ reason: 'locked' });
  });

  test('without a key stays as it is', async () => {
    const value = { open: true };
    expect(await seal(undefined, 'here', value)).toBe(value);
    expect(await unseal(undefined, 'here', value)).toBe(value);
  });
});
