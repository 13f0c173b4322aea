import { fromJson, toJson } from '../model/json';
import { withChillus } from '../text/malayalam';
import { StoreError } from './errors';

/**
 * What keeps a profile closed: its data key, wrapped under a key that comes from the passphrase. A passphrase can
 * so be changed without touching what it protects.
 */
export interface Lock {
  /** Identity of the data key: another passphrase keeps it, another lock does not. */
  id: string;
  /** Of PBKDF2 with SHA-256. */
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  /** The data key under AES-GCM, nonce first. */
  wrapped: Uint8Array<ArrayBuffer>;
}

/** AES-GCM's nonce, ciphertext and tag, of bytes or of JSON. */
export interface Sealed {
  sealed: Uint8Array<ArrayBuffer>;
  of: 'bytes' | 'json';
}

/** A value as it lies in the database: as it is, or sealed under its profile's key. */
export type Stored<Value> = Value | Sealed;

/** OWASP's advice of 2023 for PBKDF2 with SHA-256: https://cheatsheetseries.owasp.org, "Password Storage". */
export const PASSPHRASE_ITERATIONS = 600_000;
const SALT_BYTES = 16;
/** As NIST SP 800-38D recommends; random ones, of which a key may have 2^32. */
const NONCE_BYTES = 12;
const CIPHER = { name: 'AES-GCM', length: 256 } as const;

/** The fewest characters of a passphrase. */
export const SHORTEST_PASSPHRASE = 8;

/** A new lock with a new data key. The key works in this page only; nothing can bring it back but the passphrase. */
export async function createLock(passphrase: string): Promise<{ lock: Lock; key: CryptoKey }> {
  const extractable = await crypto.subtle.generateKey(CIPHER, true, ['encrypt', 'decrypt']);
  const lock = await wrap(extractable, passphrase, crypto.randomUUID());
  return { lock, key: await openLock(lock, passphrase) };
}

/** The same data key under another passphrase. `passphrase` if `current` is not the lock's. */
export async function changeLock(lock: Lock, current: string, next: string): Promise<Lock> {
  return wrap(await unwrap(lock, current, true), next, lock.id);
}

/** The data key, which cannot be read out of the page's memory by scripts. `passphrase` if it is the wrong one. */
export function openLock(lock: Lock, passphrase: string): Promise<CryptoKey> {
  return unwrap(lock, passphrase, false);
}

async function wrap(key: CryptoKey, passphrase: string, id: string): Promise<Lock> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const wrapping = await derive(spellingsOf(passphrase)[0], salt, PASSPHRASE_ITERATIONS);
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', key));
  return { id, salt, iterations: PASSPHRASE_ITERATIONS, wrapped: await encrypt(wrapping, raw, id) };
}

async function unwrap(lock: Lock, passphrase: string, extractable: boolean): Promise<CryptoKey> {
  let cause: unknown;
  for (const spelling of spellingsOf(passphrase)) {
    const wrapping = await derive(spelling, lock.salt, lock.iterations);
    try {
      const raw = await decrypt(wrapping, lock.wrapped, lock.id);
      return await crypto.subtle.importKey('raw', raw, CIPHER, extractable, ['encrypt', 'decrypt']);
    } catch (error) {
      cause = error;
    }
  }
  throw new StoreError('passphrase', { cause });
}

/**
 * The same letters can be typed as different code points. The first spelling is the one that closes; the others open what
 * was closed before chillus counted as one letter, however they were typed then.
 */
function spellingsOf(passphrase: string): string[] {
  const typed = passphrase.normalize('NFKC');
  return [...new Set([withChillus(typed, 'new'), typed, withChillus(typed, 'old')])];
}

async function derive(passphrase: string, salt: BufferSource, iterations: number): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase);
  const material = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(derivation, material, CIPHER, false, ['encrypt', 'decrypt']);
}

/**
 * Seals `value` (bytes, or anything that `toJson` holds) with the key of its profile; without one it stays as it is.
 * `place` names where it will lie: it opens nowhere else.
 */
export async function seal<Value>(
  key: CryptoKey | undefined,
  place: string,
  value: Value,
): Promise<Stored<Value>> {
  if (!key) return value;
  return value instanceof Uint8Array
    ? { sealed: await encrypt(key, value as Uint8Array<ArrayBuffer>, place), of: 'bytes' }
    : { sealed: await encrypt(key, new TextEncoder().encode(toJson(value)), place), of: 'json' };
}

/** What was sealed in this place, or lies there as it is. `locked` without the key, `damaged` with another one. */
export async function unseal<Value>(
  key: CryptoKey | undefined,
  place: string,
  stored: Stored<Value>,
): Promise<Value> {
  if (!isSealed(stored)) return stored;
  if (!key) throw new StoreError('locked');
  try {
    const bytes = await decrypt(key, stored.sealed, place);
    return (stored.of === 'bytes' ? bytes : fromJson(new TextDecoder().decode(bytes))) as Value;
  } catch (cause) {
    throw new StoreError('damaged', { cause });
  }
}

export function isSealed(stored: unknown): stored is Sealed {
  return typeof stored === 'object' && stored !== null && 'sealed' in stored;
}

async function encrypt(key: CryptoKey, bytes: BufferSource, place: string): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const ciphertext = await crypto.subtle.encrypt(cipher(nonce, place), key, bytes);
  const sealed = new Uint8Array(NONCE_BYTES + ciphertext.byteLength);
  sealed.set(nonce);
  sealed.set(new Uint8Array(ciphertext), NONCE_BYTES);
  return sealed;
}

async function decrypt(
  key: CryptoKey,
  sealed: Uint8Array<ArrayBuffer>,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const ciphertext = sealed.subarray(NONCE_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt(cipher(nonce, place), key, ciphertext));
}

const cipher = (iv: BufferSource, place: string) => ({
  name: CIPHER.name,
  iv,
  additionalData: new TextEncoder().encode(place),
});
