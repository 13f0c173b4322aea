import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CheckpointHolder, probe, startTraining, type TrainStart } from './client';
import type { Checkpoint } from './loop';
import type { TrainCommand, TrainNews, TrainReport } from './protocol';
import { defaultSettings } from './settings';

/** A page, in or out of sight. */
const page = Object.assign(new EventTarget(), { hidden: false });

function setHidden(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

/** A worker that says what the test lets it say. */
class FakeWorker {
  static last: FakeWorker;
  onmessage: (event: { data: TrainReport }) => void = () => {};
  onerror: (event: { message?: string }) => void = () => {};
  readonly heard: TrainCommand[] = [];
  terminated = false;
  constructor() {
    FakeWorker.last = this;
  }
  postMessage(command: TrainCommand): void {
    this.heard.push(command);
  }
  terminate(): void {
    this.terminated = true;
  }
}

const start: TrainStart = {
  engine: 'cpu',
  weights: new ArrayBuffer(0),
  tokens: { train: new Int32Array(600), held: new Int32Array(100) },
  settings: defaultSettings('norm'),
  check: false,
};

function checkpointAfter(step: number): Checkpoint {
  const engine = { steps: step, values: new Map(), momenta: new Map(), variances: new Map() };
  return { step, losses: [], held: new Map(), engine };
}

let news: TrainNews[];

/** Starts a run; `say` lets its worker report. */
function begin(
  from?: Checkpoint,
  signal?: AbortSignal,
  drop?: AbortSignal,
): {
  training: ReturnType<typeof startTraining>;
  checkpoint: CheckpointHolder;
  worker: FakeWorker;
  say: (report: Record<string, unknown> & { type: TrainReport['type'] }) => void;
} {
  news = [];
  const checkpoint: CheckpointHolder = { newest: from };
  const training = startTraining({ ...start, checkpoint }, (item) => news.push(item), signal, drop);
  const worker = FakeWorker.last;
  return {
    training,
    checkpoint,
    worker,
    say: (report) => worker.onmessage({ data: report as TrainReport }),
  };
}

beforeEach(() => {
  page.hidden = false;
  vi.stubGlobal('document', page);
  vi.stubGlobal('Worker', FakeWorker);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a probe may take long, but not be silent for a minute', async () => {
  const probed = probe('webgpu', new ArrayBuffer(0));
  const outcome = expect(probed).rejects.toMatchObject({ name: 'TrainError', reason: 'hanging' });
  const worker = FakeWorker.last;
  for (let part = 0; part < 5; part++) {
    vi.advanceTimersByTime(59_000);
    worker.onmessage({ data: { type: 'alive' } });
  }
  vi.advanceTimersByTime(59_000);
  expect(worker.terminated).toBe(false);
  vi.advanceTimersByTime(1000);
  await outcome;
  expect(worker.terminated).toBe(true);
});

describe('startTraining', () => {
  test('ends its worker at once when it is dropped, however silent that is', async () => {
    const drop = new AbortController();
    const { training, worker } = begin(undefined, undefined, drop.signal);
    drop.abort();
    await expect(training).rejects.toBe(drop.signal.reason);
    expect(worker.terminated).toBe(true);
    await expect(begin(undefined, undefined, drop.signal).training).rejects.toBe(drop.signal.reason);
    expect(FakeWorker.last).toBe(worker);
  });

  test('keeps the newest checkpoint, and gives it back when the run wants it', () => {
    const first = checkpointAfter(10);
    const { checkpoint, worker, say } = begin(first);
    expect(worker.heard[0]).toMatchObject({ type: 'start', from: first });
    expect(checkpoint.newest).toBe(first);
    const second = checkpointAfter(20);
    say({ type: 'checkpoint', checkpoint: second });
    expect(checkpoint.newest).toBe(second);
    say({ type: 'wanted' });
    expect(worker.heard.at(-1)).toMatchObject({ type: 'checkpoint', checkpoint: second });
    say({ type: 'alive' });
    expect(news).toEqual([]); // the screens hear nothing of this
  });

  test.each([
    ['by its browser', { message: 'Uncaught RangeError: Array buffer allocation failed' }],
    ['by a script that does not load', {}],
  ])('tells a run that is ended %s', async (_, event) => {
    const { training, checkpoint, worker, say } = begin();
    say({ type: 'checkpoint', checkpoint: checkpointAfter(10) });
    worker.onerror(event);
    await expect(training).rejects.toMatchObject({ name: 'TrainError', reason: 'hanging' });
    expect(worker.terminated).toBe(true);
    expect(checkpoint.newest?.step).toBe(10);
  });

  test('gives a run up that trained and is silent for a minute', async () => {
    const { training, worker, say } = begin();
    const outcome = expect(training).rejects.toMatchObject({ name: 'TrainError', reason: 'hanging' });
    say({ type: 'stage', stage: 'training' });
    for (let step = 0; step < 100; step++) {
      vi.advanceTimersByTime(3000);
      say({ type: 'alive' });
    }
    setHidden(true);
    vi.advanceTimersByTime(1e6);
    setHidden(false);
    say({ type: 'stage', stage: 'paused' });
    vi.advanceTimersByTime(1e6);
    say({ type: 'stage', stage: 'training' });
    vi.advanceTimersByTime(60_000);
    expect(worker.terminated).toBe(false);
    vi.advanceTimersByTime(1000);
    await outcome;
    expect(worker.terminated).toBe(true);
  });

  test('takes the model of a run when it is due, once, and lets the run go on', async () => {
    let letGo = () => {};
    const taken: unknown[] = [];
    const interim = {
      isDue: (step: number) => step >= 3,
      take: (report: unknown) => {
        taken.push(report);
        return new Promise<void>((resolve) => {
          letGo = resolve;
        });
      },
    };
    const training = startTraining({ ...start, interim }, () => {});
    const worker = FakeWorker.last;
    const say = (report: Record<string, unknown>) => worker.onmessage({ data: report as TrainReport });
    const asked = () => worker.heard.filter(({ type }) => type === 'take').length;
    say({ type: 'stage', stage: 'training' });
    say({
      type: 'losses',
      losses: [
        [1, 4],
        [2, 4],
      ],
    });
    expect(asked()).toBe(0);
    for (const step of [3, 4]) say({ type: 'losses', losses: [[step, 4]] });
    expect(asked()).toBe(1);
    say({ type: 'taken', result: { steps: 4 } });
    expect(taken).toHaveLength(1);
    vi.advanceTimersByTime(1e6);
    expect(worker.terminated).toBe(false);
    expect(worker.heard.at(-1)).toEqual({ type: 'take' });
    letGo();
    await Promise.resolve();
    expect(worker.heard.at(-1)).toEqual({ type: 'go-on' });
    say({ type: 'done', result: { steps: 9 } });
    await training;
  });

  test('listens no longer once the run is done', async () => {
    const { training, say } = begin();
    say({ type: 'done', result: { steps: 100 } });
    expect((await training).result.steps).toBe(100);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('lets the worker end after its step when the signal is aborted, now or from the start', async () => {
    const ending = new AbortController();
    const { training, worker, say } = begin(undefined, ending.signal);
    expect(worker.heard).not.toContainEqual({ type: 'stop' });
    ending.abort();
    expect(worker.heard.at(-1)).toEqual({ type: 'stop' });
    expect(worker.terminated).toBe(false);
    say({ type: 'done', result: { steps: 3 } });
    expect((await training).result.steps).toBe(3);
    expect(begin(undefined, ending.signal).worker.heard.at(-1)).toEqual({ type: 'stop' });
  });

  test('lets the worker know whether the page is in sight, from the start until it is done', async () => {
    page.hidden = true;
    const { training, worker, say } = begin();
    expect(worker.heard.at(-1)).toEqual({ type: 'visibility', hidden: true });
    setHidden(false);
    expect(worker.heard.at(-1)).toEqual({ type: 'visibility', hidden: false });
    say({ type: 'done', result: { steps: 100 } });
    await training;
    const heard = worker.heard.length;
    setHidden(true);
    expect(worker.heard).toHaveLength(heard);
  });
});
