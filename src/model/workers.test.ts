import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from './user-error';
import { Waiting } from './workers';

class Refused extends UserError<'test', 'too-large'> {}

const service = {
  refuse: (): void => {
    throw new Refused('test', 'too-large', { bytes: 5e6, name: 'മഴ.txt' }, { cause: new Error('why') });
  },
  refuseLater: async (): Promise<void> => service.refuse(),
  fail: (): void => {
    throw new RangeError('a bug');
  },
  abort: (): void => AbortSignal.abort().throwIfAborted(),
  throwWord: (): void => {
    throw 'a word';
  },
};

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});
function connected() {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  expose(service, port1);
  return wrap<typeof service>(port2);
}

describe('across a channel', () => {
  test.each(['refuse', 'refuseLater'] as const)(
    'an error for people keeps its domain, reason and details: %s',
    async (call) => {
      const error = await connected()
        [call]()
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).toData()).toEqual({
        ...{ domain: 'test', reason: 'too-large' },
        details: { bytes: 5e6, name: 'മഴ.txt' },
      });
      expect((error as Error).stack).toContain('refuse');
    },
  );

  test('other errors and values come over as before', async () => {
    const remote = connected();
    await expect(remote.fail()).rejects.toMatchObject({ name: 'RangeError', message: 'a bug' });
    await expect(remote.abort()).rejects.toMatchObject({ name: 'AbortError' });
    await expect(remote.throwWord()).rejects.toBe('a word');
  });
});

describe('waiting for a worker', () => {
  test('ends as the call does', async () => {
    const waiting = new Waiting();
    expect(await waiting.answer(async () => 7)).toBe(7);
    await expect(waiting.answer(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  test('ends when no answer will come, for those who wait and those who come later', async () => {
    const waiting = new Waiting();
    const asked = waiting.answer(() => new Promise(() => {}));
    waiting.fail(new Error('died'));
    waiting.fail(new Error('closed'));
    await expect(asked).rejects.toThrow('died');
    await expect(waiting.answer(async () => 7)).rejects.toThrow('died');
  });
});
