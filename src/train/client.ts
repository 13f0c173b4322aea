import type { EngineName } from '../model/run';
import { TrainError } from './engine';
import type { Checkpoint, TrainTokens } from './loop';
import type { TrainCommand, TrainNews, TrainReport, TrainTask } from './protocol';
import type { TrainSettings } from './settings';
import type { EngineProbe } from './speed';
import { Watchdog } from './watchdog';
import type { Core } from './webgpu/shaders';

type Report<Type extends TrainReport['type']> = Extract<TrainReport, { type: Type }>;

/** A run in its own worker. */
export interface TrainRun<Result> {
  /** Settles when the run ends; rejects with a `TrainError` or `Error` whose message is for people. */
  result: Promise<Result>;
  /** Ends the run after the step it is in; `result` then holds what was learned so far. */
  stop(): void;
  /** Tells the run that the page went out of sight, or came back. */
  setHidden(hidden: boolean): void;
}

/** A training run, and where it can go on if its worker dies. */
export interface TrainingRun extends TrainRun<Report<'done'>> {
  /** The newest checkpoint; nothing if there is none yet. */
  checkpoint(): Checkpoint | undefined;
}

/** What a training run starts from. */
export interface TrainStart {
  engine: EngineName;
  /** The base's `model.safetensors`. */
  weights: ArrayBuffer;
  tokens: TrainTokens;
  settings: TrainSettings;
  /** Whether the engine has to pass the known-answer test first. */
  check: boolean;
  /** How the engine is to compute products, if that is known. */
  core?: Core;
  /** What to go on from, instead of the beginning. */
  from?: Checkpoint;
}

/**
 * Starts a training run; `onNews` hears of its progress. A worker that dies or falls silent rejects the result with
 * a `TrainError` 'hanging'; the newest checkpoint is still there then.
 */
export function startTraining(start: TrainStart, onNews: (news: TrainNews) => void): TrainingRun {
  let checkpoint = start.from;
  const silent = new AbortController();
  const silence = new Watchdog(() =>
    silent.abort(new TrainError('hanging', `The trainer no longer answers${MEMORY_MAY_HELP}`)),
  );
  const task = { type: 'start', run: crypto.randomUUID(), ...start } as const;
  const onReport = (report: TrainReport) => {
    silence.heard();
    switch (report.type) {
      case 'alive':
        return;
      case 'checkpoint':
        checkpoint = report.checkpoint;
        return;
      case 'wanted':
        return training.tell({ type: 'checkpoint', run: report.run, checkpoint });
      case 'stage':
        if (report.stage === 'training' || report.stage === 'paused') silence.setStage(report.stage);
    }
    onNews(report);
  };
  const training = inWorker(task, 'done', onReport, silent.signal);
  return {
    result: training.result.finally(() => silence.end()),
    stop: training.stop,
    setHidden(hidden) {
      silence.setHidden(hidden);
      training.setHidden(hidden);
    },
    checkpoint: () => checkpoint,
  };
}

/** Checks an engine against one reference set. */
export function checkAgainstReference(
  engine: EngineName,
  weights: ArrayBuffer,
  file: ArrayBuffer,
  onReport: (report: TrainReport) => void,
): TrainRun<Report<'referenceChecked'>> {
  const task = { type: 'reference', run: crypto.randomUUID(), engine, weights, file } as const;
  return inWorker(task, 'referenceChecked', onReport);
}

/** What most often ends a worker. */
const MEMORY_MAY_HELP = '; closing other tabs and programs may help.';

/** A driver that hangs must not hang the app: an engine that is right is so within seconds. */
const PROBE_TIMEOUT_MS = 60_000;

/** Finds out whether an engine is right and how fast it is; rejects with a `TrainError` if it cannot be used. */
export async function probe(
  engine: EngineName,
  weights: ArrayBuffer,
  timeout = PROBE_TIMEOUT_MS,
): Promise<EngineProbe> {
  const hanging = new AbortController();
  const timer = setTimeout(
    () => hanging.abort(new TrainError('hanging', 'The test sum was never finished.')),
    timeout,
  );
  const task = { type: 'probe', run: crypto.randomUUID(), engine, weights } as const;
  try {
    return (await inWorker(task, 'probed', () => {}, hanging.signal).result).probe;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs one task in a worker of its own, which ends with its task: a browser gives a model's memory back
 * for certain only when the worker that held it is gone. Aborting `signal` ends it at once.
 */
function inWorker<Type extends 'done' | 'referenceChecked' | 'probed'>(
  task: TrainTask,
  end: Type,
  onReport: (report: TrainReport) => void,
  signal?: AbortSignal,
): TrainRun<Report<Type>> & { tell(command: TrainCommand): void } {
  const { run } = task;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'trainer' });
  const tell = (command: TrainCommand) => worker.postMessage(command);
  const result = new Promise<Report<Type>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TrainReport>) => {
      if (data.run !== run) return;
      onReport(data);
      if (data.type === end) resolve(data as Report<Type>);
      if (data.type === 'failed')
        reject(data.reason === 'other' ? new Error(data.message) : new TrainError(data.reason, data.message));
    };
    worker.onerror = ({ message }) => {
      const why = message ? ` (${message})` : '';
      reject(new TrainError('hanging', `The trainer stopped${why}${MEMORY_MAY_HELP}`));
    };
    signal?.addEventListener('abort', () => reject(signal.reason));
  }).finally(() => worker.terminate());
  tell(task);
  return {
    result,
    tell,
    stop: () => tell({ type: 'stop', run }),
    setHidden: (hidden) => tell({ type: 'visibility', run, hidden }),
  };
}
