import { expect, test } from 'vitest';
import { LastUsed } from './last-used';

/** A thing that reports when it was made and released. */
function maker(log: string[]) {
  return (name: string) => async () => {
    log.push(`make ${name}`);
    return { name, release: async () => void log.push(`release ${name}`) };
  };
}
const isSame = (a: string, b: string) => a === b;

test('keeps the last thing, and makes another only when it is asked for', async () => {
  const log: string[] = [];
  const make = maker(log);
  const kept = new LastUsed(isSame);
  expect(await kept.use('a', make('a'), async (thing) => thing)).toMatchObject({ name: 'a' });
  await kept.use('a', make('a'), async () => {});
  await kept.use('b', make('b'), async () => {});
  await kept.release();
  await kept.release();
  expect(log).toEqual(['make a', 'release a', 'make b', 'release b']);
});

test('releases nothing that is in use, and lets two use the same thing at once', async () => {
  const log: string[] = [];
  const make = maker(log);
  const kept = new LastUsed(isSame);
  let finish = () => {};
  const working = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const first = kept.use('a', make('a'), () => working.then(() => log.push('first done')));
  const second = kept.use('a', make('a'), async () => log.push('second done'));
  const other = kept.use('b', make('b'), async () => log.push('other done'));
  await second;
  expect(log).toEqual(['make a', 'second done']);
  finish();
  await Promise.all([first, other]);
  expect(log.slice(2)).toEqual(['first done', 'release a', 'make b', 'other done']);
});

test('goes on after one that could not be made, and after work that failed', async () => {
  const log: string[] = [];
  const make = maker(log);
  const kept = new LastUsed<string, { release(): Promise<void> }>(isSame);
  const broken = () => Promise.reject(new Error('no room'));
  await expect(kept.use('a', broken, async () => {})).rejects.toThrow('no room');
  await expect(kept.use('a', make('a'), () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await kept.use('b', make('b'), async () => 'done')).toBe('done');
  expect(log).toEqual(['make a', 'release a', 'make b']);
});

test('of several, the one that was not used for longest goes first', async () => {
  const log: string[] = [];
  const make = maker(log);
  const kept = new LastUsed(isSame, 2);
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await kept.use(name, make(name), async () => {});
  expect(log).toEqual(['make a', 'make b', 'release b', 'make c', 'release c', 'make b']);
});

test('what is held is not released, and holding is no use of it', async () => {
  const log: string[] = [];
  const make = maker(log);
  const kept = new LastUsed(isSame, 2);
  const a = await kept.use('a', make('a'), async (thing) => thing);
  await kept.use('b', make('b'), async () => {});
  let finish = () => {};
  const holding = kept.hold(a, () => new Promise<void>((resolve) => (finish = resolve)));
  expect(kept.holds(a)).toBe(true);
  const other = kept.use('c', make('c'), async () => {});
  await new Promise((resolve) => setTimeout(resolve));
  expect(kept.holds(a)).toBe(false);
  expect(log).toEqual(['make a', 'make b']);
  finish();
  await Promise.all([holding, other]);
  expect(log.slice(2)).toEqual(['release a', 'make c']);
  expect(() => kept.hold(a, async () => {})).toThrow('kept');
});

test('an asker who waited for what another gave up makes it', async () => {
  const log: string[] = [];
  const kept = new LastUsed<string, { release(): Promise<void> }>(isSame);
  const first = kept.use(
    'a',
    () => Promise.reject(new Error('gave up')),
    async () => 'first',
  );
  const second = kept.use('a', maker(log)('a'), async () => 'second');
  await expect(first).rejects.toThrow('gave up');
  expect(await second).toBe('second');
  expect(log).toEqual(['make a']);
});
