import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTraining, type TrainingRun, type TrainStart } from './client';
import type { Checkpoint } from './loop';
import type { TrainCommand, TrainNews, TrainReport } from './protocol';
import { defaultSettings } from './settings';

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
function begin(changed: Partial<TrainStart> = {}): {
  training: TrainingRun;
  worker: FakeWorker;
  say: (report: Record<string, unknown> & { type: TrainReport['type'] }) => void;
} {
  news = [];
  const training = startTraining({ ...start, ...changed }, (item) => news.push(item));
  const worker = FakeWorker.last;
  const { run } = worker.heard[0];
  return { training, worker, say: (report) => worker.onmessage({ data: { run, ...report } as TrainReport }) };
}

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('startTraining', () => {
  test('keeps the newest checkpoint, and gives it back when the run wants it', () => {
    const first = checkpointAfter(10);
    const { training, worker, say } = begin({ from: first });
    expect(worker.heard[0]).toMatchObject({ type: 'start', from: first });
    expect(training.checkpoint()).toBe(first);
    const second = checkpointAfter(20);
    say({ type: 'checkpoint', checkpoint: second });
    expect(training.checkpoint()).toBe(second);
    say({ type: 'wanted' });
    expect(worker.heard.at(-1)).toMatchObject({ type: 'checkpoint', checkpoint: second });
    say({ type: 'alive' });
    expect(news).toEqual([]); // the screens hear nothing of this
  });

  test.each([
    ['by its browser', { message: 'Uncaught RangeError: Array buffer allocation failed' }],
    ['by a script that does not load', {}],
  ])('tells a run that is ended %s', async (_, event) => {
    const { training, worker, say } = begin();
    say({ type: 'checkpoint', checkpoint: checkpointAfter(10) });
    worker.onerror(event);
    await expect(training.result).rejects.toMatchObject({ name: 'TrainError', reason: 'hanging' });
    expect(worker.terminated).toBe(true);
    expect(training.checkpoint()?.step).toBe(10);
  });

  test('gives a run up that trained and is silent for a minute', async () => {
    const { training, worker, say } = begin();
    const outcome = expect(training.result).rejects.toMatchObject({ name: 'TrainError', reason: 'hanging' });
    say({ type: 'stage', stage: 'training' });
    for (let step = 0; step < 100; step++) {
      vi.advanceTimersByTime(3000);
      say({ type: 'alive' });
    }
    training.setHidden(true);
    vi.advanceTimersByTime(1e6);
    training.setHidden(false);
    say({ type: 'stage', stage: 'paused' });
    vi.advanceTimersByTime(1e6);
    say({ type: 'stage', stage: 'training' });
    vi.advanceTimersByTime(60_000);
    expect(worker.terminated).toBe(false);
    vi.advanceTimersByTime(1000);
    await outcome;
    expect(worker.terminated).toBe(true);
  });

  test('listens no longer once the run is done', async () => {
    const { training, say } = begin();
    say({ type: 'done', steps: 100 });
    expect((await training.result).steps).toBe(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});
