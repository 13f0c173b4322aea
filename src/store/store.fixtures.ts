import { vi } from 'vitest';
import type { AdapterWeights } from '../model/adapter';
import type { RunRecord } from '../model/run';
import type { Access } from './access';
import { openStore } from './index';
import type { AdapterFacts, ExperimentRecord } from './schema';

/** What several tests of this folder share. */

export const RUN: RunRecord = {
  method: 'norm',
  engine: 'webgpu',
  device: 'a graphics processor',
  steps: 100,
  lr: 1e-3,
  seed: 0,
  tokens: { train: 3000, held: 700, general: 2500 },
  personal: { before: 40, after: 35.7 },
  general: { before: 25, after: 25.4 },
  verdict: 'MODEST',
  curve: [
    [0, null, 40],
    [1, 3.7, null],
    [100, 3.4, 35.7],
  ],
  seconds: { load: 0.5, train: 5.6, eval: 1.2 },
};

export const FACTS = {
  name: 'My diary',
  baseHash: 'c7'.repeat(32),
  origin: 'trained',
  run: RUN,
} satisfies AdapterFacts;

export const EXPERIMENT: ExperimentRecord = {
  id: 'e',
  experiment: '43',
  form: 'quick',
  setup: '5e'.repeat(32),
  authors: [{ id: 'yours', train: 3000, held: 700 }],
  general: 768,
  adapters: [],
  startedAt: 9,
  done: 1,
  cells: 3,
  seconds: 5.5,
  finished: false,
};

/** Waits until news of another tab has come, on a busy machine as well. */
export function until(condition: () => boolean): Promise<boolean> {
  return vi.waitUntil(condition, { timeout: 30_000 });
}

/** Weights as those of a norm-only adapter: 9,216 bytes, other ones for each `seed`. */
export function normWeights(seed = 1): AdapterWeights {
  return { method: 'norm', bytes: Uint8Array.from({ length: 9216 }, (_, i) => (i * 31 + seed) % 251) };
}

/** From now on the browser cannot read one row: Chromium's answers where the file of a large value is gone. */
export function makeUnreadable(store: string, row: string): void {
  const fail = () => {
    throw new DOMException('', 'NotReadableError');
  };
  const { get } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    return this.name === store && key === row ? fail() : get.call(this, key);
  });
  for (const method of ['getAll', 'openCursor'] as const) {
    const read = IDBIndex.prototype[method] as (...args: unknown[]) => IDBRequest;
    vi.spyOn(IDBIndex.prototype, method).mockImplementation(function (this: IDBIndex, ...args: unknown[]) {
      return this.objectStore.name === store ? fail() : read.apply(this, args);
    } as never);
  }
}

/** A database of its own with its first profile, and what that keeps. */
export async function openFresh(name = freshName()) {
  const store = openStore(name);
  const [profile] = await store.profiles.list();
  const access: Access = { profile: profile.id };
  return { store, profile, access, ...store.open(access) };
}

/** A name that no other test's database has. */
export function freshName(): string {
  return `test-${crypto.randomUUID()}`;
}
