import { beforeEach, expect, test } from 'vitest';
import { type NotStored, PAUSES_MS, type Registry, storeApp, type Trouble } from './storing';

/** What becomes of a service worker, or of its registration. */
type Fate = 'active' | 'replaced' | Trouble | 'silent' | DOMException | TypeError;

let fates: Fate[];
let script: () => Response;
let pauses: number[];
let registered: number;
let registry: Registry;

beforeEach(() => {
  fates = [];
  pauses = [];
  registered = 0;
  script = () => new Response('', { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
  const workers = new EventTarget() as EventTarget & Registry['workers'];
  registry = {
    workers,
    fetchScript: async () => script(),
    wait: async (ms) => void pauses.push(ms),
    async register() {
      registered++;
      const fate = fates.shift() ?? 'active';
      if (typeof fate === 'object') throw fate;
      const worker = Object.assign(new EventTarget(), { state: 'installing' });
      const registration = { installing: worker, waiting: null, active: null as unknown };
      setTimeout(() => {
        if (['unreachable', 'changed', 'full'].includes(fate)) {
          const data: NotStored = { type: 'NOT_STORED', trouble: fate as Trouble };
          workers.dispatchEvent(Object.assign(new Event('message'), { data }));
        }
        worker.state = fate === 'active' ? 'activated' : 'redundant';
        if (fate === 'replaced') registration.active = {};
        worker.dispatchEvent(new Event('statechange'));
      });
      return registration as unknown as ServiceWorkerRegistration;
    },
  };
});

const tries = PAUSES_MS.length + 1;

test('what stands in the way for some moments is outlived, and each pause is longer', async () => {
  fates = ['changed', 'unreachable', 'silent'];
  expect(await storeApp(registry)).toBe('stored');
  expect(pauses).toEqual(PAUSES_MS);
  expect([...PAUSES_MS].sort((a, b) => a - b)).toEqual(PAUSES_MS);
});

test.each<[Trouble | 'silent', Trouble]>([
  ['changed', 'changed'],
  ['full', 'full'],
  ['unreachable', 'unreachable'],
  ['silent', 'unreachable'],
])('after the last try it says what is in the way: %s', async (fate, trouble) => {
  fates = Array(tries).fill(fate);
  expect(await storeApp(registry)).toBe(trouble);
  expect(registered).toBe(tries);
});

test("another tab's worker may have become active", async () => {
  fates = ['replaced'];
  expect(await storeApp(registry)).toBe('stored');
});

const refusal = () => new DOMException('The operation is insecure.', 'SecurityError');

test('a browser that refuses is not asked again', async () => {
  fates = [refusal()];
  expect(await storeApp(registry)).toBe('refused');
  expect(registered).toBe(1);
});

test('a sign-in page in the place of the script is no refusal, and neither is a host that is gone', async () => {
  script = () => new Response('<form>', { headers: { 'content-type': 'text/html' } });
  fates = Array.from({ length: tries }, refusal);
  expect(await storeApp(registry)).toBe('changed');
  script = () => {
    throw new TypeError('Failed to fetch');
  };
  fates = Array.from({ length: tries }, () => new TypeError('Failed to register'));
  expect(await storeApp(registry)).toBe('unreachable');
});
