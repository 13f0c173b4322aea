import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PATIENCE_MS, type TurnsPlatform, takeTurns } from './turns';

type Callback = () => Promise<unknown>;

/** One lock, as a browser lends it to its tabs. */
class FakeLocks {
  private readonly queue: { work: Callback; resolve: (value: unknown) => void }[] = [];
  private isHeld = false;

  request = (async (_: string, { signal }: { signal: AbortSignal }, work: Callback) => {
    const result = new Promise((resolve, reject) => {
      const waiting = { work, resolve };
      this.queue.push(waiting);
      signal.addEventListener('abort', () => {
        const at = this.queue.indexOf(waiting);
        if (at < 0) return;
        this.queue.splice(at, 1);
        reject(signal.reason);
      });
    });
    this.next();
    return result;
  }) as unknown as LockManager['request'];

  private next(): void {
    const first = this.isHeld ? undefined : this.queue.shift();
    if (!first) return;
    this.isHeld = true;
    const done = Promise.resolve(first.work()).finally(() => {
      this.isHeld = false;
      this.next();
    });
    first.resolve(done);
  }
}

/** A line between tabs. */
class FakeChannel {
  static open = new Set<FakeChannel>();
  onmessage: ((event: MessageEvent) => void) | null = null;
  constructor() {
    FakeChannel.open.add(this);
  }
  postMessage(data: unknown) {
    for (const other of FakeChannel.open) if (other !== this) other.onmessage?.({ data } as MessageEvent);
  }
  close() {
    FakeChannel.open.delete(this);
  }
}

let platform: TurnsPlatform;
beforeEach(() => {
  vi.useFakeTimers();
  platform = {
    locks: new FakeLocks(),
    channel: () => new FakeChannel(),
    now: () => Date.now(),
  };
});
afterEach(() => {
  vi.useRealTimers();
  expect(FakeChannel.open.size).toBe(0);
});

/** Work of a tab that goes on until it is told to end. */
function tab() {
  let end = (_result: string) => {};
  let tell = (_progress: number) => {};
  const heard: number[] = [];
  const work = vi.fn((telling: (progress: number) => void) => {
    tell = telling;
    return new Promise<string>((resolve) => {
      end = resolve;
    });
  });
  const result = takeTurns('base', platform, work, (progress) => heard.push(progress));
  return { work, result, heard, end: (value: string) => end(value), tell: (value: number) => tell(value) };
}

test('a tab waits as long as the other one gets on, hears how far it is, and then has its turn', async () => {
  const first = tab();
  const second = tab();
  for (let i = 1; i <= 5; i++) {
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    first.tell(i);
  }
  expect(second.work).not.toHaveBeenCalled();
  expect(second.heard).toEqual([1, 2, 3, 4, 5]);
  first.end('first');
  await expect(first.result).resolves.toBe('first');
  await vi.advanceTimersByTimeAsync(0);
  expect(second.work).toHaveBeenCalledOnce();
  second.end('second');
  await expect(second.result).resolves.toBe('second');
});

test('a tab that hangs is waited for some seconds and no longer, and its late end does no harm', async () => {
  const hung = tab();
  const second = tab();
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
  expect(second.work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(second.work).toHaveBeenCalledOnce();
  second.end('by itself');
  await expect(second.result).resolves.toBe('by itself');
  hung.end('late');
  await expect(hung.result).resolves.toBe('late');
});

test('work that fails is not done twice, and the next tab has its turn', async () => {
  const failing = takeTurns(
    'base',
    platform,
    async () => {
      throw new Error('cut');
    },
    () => {},
  );
  const second = tab();
  await expect(failing).rejects.toThrow('cut');
  await vi.advanceTimersByTimeAsync(0);
  second.end('second');
  await expect(second.result).resolves.toBe('second');
});

test('progress is told twice a second at most; without locks the work is done at once', async () => {
  const first = tab();
  const second = tab();
  for (let i = 0; i < 10; i++) {
    first.tell(i);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(second.heard).toEqual([0, 5]);
  first.end('first');
  second.end('not begun');
  await first.result;
  await vi.advanceTimersByTimeAsync(0);
  second.end('second');
  await second.result;
  platform.locks = undefined;
  const alone = tab();
  expect(alone.work).toHaveBeenCalledOnce();
  alone.end('alone');
  await expect(alone.result).resolves.toBe('alone');
});
