import { TrainError } from './engine';
import type { TrainTokens } from './loop';
import type { TrainCommand, TrainReport } from './protocol';
import type { TrainSettings } from './settings';

type Done = Extract<TrainReport, { type: 'done' }>;
type Checked = Extract<TrainReport, { type: 'referenceChecked' }>;

/** A run in its own worker. */
export interface TrainRun<Result> {
  /** Settles when the run ends; rejects with a `TrainError` or `Error` whose message is for people. */
  result: Promise<Result>;
  /** Ends the run after the step it is in; `result` then holds what was learned so far. */
  stop(): void;
}

/** Starts a training run; `onReport` hears of its progress. */
export function startTraining(
  weights: ArrayBuffer,
  tokens: TrainTokens,
  settings: TrainSettings,
  onReport: (report: TrainReport) => void,
): TrainRun<Done> {
  return inWorker({ type: 'start', run: crypto.randomUUID(), weights, tokens, settings }, 'done', onReport);
}

/** Checks the engine against one reference set. */
export function checkAgainstReference(
  weights: ArrayBuffer,
  file: ArrayBuffer,
  onReport: (report: TrainReport) => void,
): TrainRun<Checked> {
  return inWorker(
    { type: 'reference', run: crypto.randomUUID(), weights, file },
    'referenceChecked',
    onReport,
  );
}

/**
 * Runs one command in a worker of its own. The worker ends with its command: a browser gives a
 * model's GPU memory back for certain only when the worker that held it is gone.
 */
function inWorker<Type extends 'done' | 'referenceChecked'>(
  command: TrainCommand,
  end: Type,
  onReport: (report: TrainReport) => void,
): TrainRun<Extract<TrainReport, { type: Type }>> {
  const { run } = command;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'trainer' });
  const result = new Promise<Extract<TrainReport, { type: Type }>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TrainReport>) => {
      if (data.run !== run) return;
      onReport(data);
      if (data.type === end) resolve(data as Extract<TrainReport, { type: Type }>);
      if (data.type === 'failed')
        reject(data.reason === 'other' ? new Error(data.message) : new TrainError(data.reason, data.message));
    };
    worker.onerror = (event) =>
      reject(new Error(`The trainer could not be started${event.message ? ` (${event.message})` : ''}.`));
  }).finally(() => worker.terminate());
  worker.postMessage(command);
  return {
    result,
    stop: () => worker.postMessage({ type: 'stop', run } satisfies TrainCommand),
  };
}
