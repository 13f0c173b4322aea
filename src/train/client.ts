import { type EngineName, TrainError } from './engine';
import type { TrainTokens } from './loop';
import type { TrainCommand, TrainReport, TrainTask } from './protocol';
import type { TrainSettings } from './settings';
import type { EngineProbe } from './speed';

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

/** What a training run starts from. */
export interface TrainStart {
  engine: EngineName;
  /** The base's `model.safetensors`. */
  weights: ArrayBuffer;
  tokens: TrainTokens;
  settings: TrainSettings;
  /** Whether the engine has to pass the known-answer test first. */
  check: boolean;
}

/** Starts a training run; `onReport` hears of its progress. */
export function startTraining(
  start: TrainStart,
  onReport: (report: TrainReport) => void,
): TrainRun<Report<'done'>> {
  return inWorker({ type: 'start', run: crypto.randomUUID(), ...start }, 'done', onReport);
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
): TrainRun<Report<Type>> {
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
    worker.onerror = (event) =>
      reject(new Error(`The trainer could not be started${event.message ? ` (${event.message})` : ''}.`));
    signal?.addEventListener('abort', () => reject(signal.reason));
  }).finally(() => worker.terminate());
  tell(task);
  return {
    result,
    stop: () => tell({ type: 'stop', run }),
    setHidden: (hidden) => tell({ type: 'visibility', run, hidden }),
  };
}
